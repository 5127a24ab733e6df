import * as Type from '@sinclair/typebox'

declare const brand: unique symbol
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name }

/** A short slug such as `hexing`; leads every key of tenant data. */
export type SubdistrictId = Branded<string, 'subdistrict'>
export type PersonId = Branded<string, 'person'>
export type AccountId = Branded<string, 'account'>
export type PostId = Branded<string, 'post'>
export type UnitId = Branded<string, 'unit'>
export type PlaceId = Branded<string, 'place'>
export type CaseId = Branded<string, 'case'>
export type PhotoId = Branded<string, 'photo'>
export type NoticeId = Branded<string, 'notice'>

const uuidPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
const uuid = () => Type.String({ pattern: uuidPattern, minLength: 36, maxLength: 36 })

export const SubdistrictIdSchema = Type.Unsafe<SubdistrictId>(
  Type.String({ pattern: '^[a-z]{2,20}$', maxLength: 20 }),
)
export const PersonIdSchema = Type.Unsafe<PersonId>(uuid())
export const AccountIdSchema = Type.Unsafe<AccountId>(uuid())
export const PostIdSchema = Type.Unsafe<PostId>(uuid())
export const UnitIdSchema = Type.Unsafe<UnitId>(uuid())
export const PlaceIdSchema = Type.Unsafe<PlaceId>(uuid())
export const CaseIdSchema = Type.Unsafe<CaseId>(uuid())
export const PhotoIdSchema = Type.Unsafe<PhotoId>(uuid())
export const NoticeIdSchema = Type.Unsafe<NoticeId>(uuid())

export const subdistrictId = (text: string) => text as SubdistrictId
export const personId = (text: string) => text as PersonId
export const accountId = (text: string) => text as AccountId
export const postId = (text: string) => text as PostId
export const unitId = (text: string) => text as UnitId
export const placeId = (text: string) => text as PlaceId
export const caseId = (text: string) => text as CaseId
export const photoId = (text: string) => text as PhotoId
export const noticeId = (text: string) => text as NoticeId
