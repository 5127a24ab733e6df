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
export type RelationshipId = Branded<string, 'relationship'>
export type BookingId = Branded<string, 'booking'>
export type CallId = Branded<string, 'call'>
export type RenovationId = Branded<string, 'renovation'>
export type SiteId = Branded<string, 'site'>
export type ProviderId = Branded<string, 'provider'>
export type OfferId = Branded<string, 'offer'>
export type ResourceId = Branded<string, 'resource'>
export type ScheduleId = Branded<string, 'schedule'>
export type OccurrenceId = Branded<string, 'occurrence'>
export type ClosureId = Branded<string, 'closure'>
export type WaitId = Branded<string, 'wait'>
export type PaymentId = Branded<string, 'payment'>
export type RefundId = Branded<string, 'refund'>
export type DifferenceId = Branded<string, 'difference'>
export type DeviceId = Branded<string, 'device'>
export type AlertId = Branded<string, 'alert'>
export type CareConsentId = Branded<string, 'care consent'>
export type InviteId = Branded<string, 'invite'>
export type PauseId = Branded<string, 'pause'>
export type ShiftNoteId = Branded<string, 'shift note'>
export type GuideItemId = Branded<string, 'guide item'>
export type GuideMatterId = Branded<string, 'guide matter'>

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
export const RelationshipIdSchema = Type.Unsafe<RelationshipId>(uuid())
export const BookingIdSchema = Type.Unsafe<BookingId>(uuid())
export const CallIdSchema = Type.Unsafe<CallId>(uuid())
export const RenovationIdSchema = Type.Unsafe<RenovationId>(uuid())
export const SiteIdSchema = Type.Unsafe<SiteId>(uuid())
export const ProviderIdSchema = Type.Unsafe<ProviderId>(uuid())
export const OfferIdSchema = Type.Unsafe<OfferId>(uuid())
export const ResourceIdSchema = Type.Unsafe<ResourceId>(uuid())
export const ScheduleIdSchema = Type.Unsafe<ScheduleId>(uuid())
export const OccurrenceIdSchema = Type.Unsafe<OccurrenceId>(uuid())
export const ClosureIdSchema = Type.Unsafe<ClosureId>(uuid())
export const WaitIdSchema = Type.Unsafe<WaitId>(uuid())
export const PaymentIdSchema = Type.Unsafe<PaymentId>(uuid())
export const RefundIdSchema = Type.Unsafe<RefundId>(uuid())
export const DifferenceIdSchema = Type.Unsafe<DifferenceId>(uuid())
export const DeviceIdSchema = Type.Unsafe<DeviceId>(uuid())
export const AlertIdSchema = Type.Unsafe<AlertId>(uuid())
export const CareConsentIdSchema = Type.Unsafe<CareConsentId>(uuid())
export const InviteIdSchema = Type.Unsafe<InviteId>(uuid())
export const PauseIdSchema = Type.Unsafe<PauseId>(uuid())
export const ShiftNoteIdSchema = Type.Unsafe<ShiftNoteId>(uuid())
export const GuideItemIdSchema = Type.Unsafe<GuideItemId>(uuid())
export const GuideMatterIdSchema = Type.Unsafe<GuideMatterId>(uuid())

export const subdistrictId = (text: string) => text as SubdistrictId
export const personId = (text: string) => text as PersonId
export const accountId = (text: string) => text as AccountId
export const postId = (text: string) => text as PostId
export const unitId = (text: string) => text as UnitId
export const placeId = (text: string) => text as PlaceId
export const caseId = (text: string) => text as CaseId
export const photoId = (text: string) => text as PhotoId
export const noticeId = (text: string) => text as NoticeId
export const relationshipId = (text: string) => text as RelationshipId
export const bookingId = (text: string) => text as BookingId
export const callId = (text: string) => text as CallId
export const renovationId = (text: string) => text as RenovationId
export const siteId = (text: string) => text as SiteId
export const providerId = (text: string) => text as ProviderId
export const offerId = (text: string) => text as OfferId
export const resourceId = (text: string) => text as ResourceId
export const scheduleId = (text: string) => text as ScheduleId
export const occurrenceId = (text: string) => text as OccurrenceId
export const closureId = (text: string) => text as ClosureId
export const waitId = (text: string) => text as WaitId
export const paymentId = (text: string) => text as PaymentId
export const refundId = (text: string) => text as RefundId
export const differenceId = (text: string) => text as DifferenceId
export const deviceId = (text: string) => text as DeviceId
export const alertId = (text: string) => text as AlertId
export const careConsentId = (text: string) => text as CareConsentId
export const inviteId = (text: string) => text as InviteId
export const pauseId = (text: string) => text as PauseId
export const shiftNoteId = (text: string) => text as ShiftNoteId
export const guideItemId = (text: string) => text as GuideItemId
export const guideMatterId = (text: string) => text as GuideMatterId
