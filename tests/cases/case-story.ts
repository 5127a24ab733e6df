import sharp from 'sharp'
import { seedId } from '#db/seed-id.ts'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import * as contract from '#shared/cases/cases.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import type { PhotoId } from '#shared/ids.ts'
import { placeId, subdistrictId, unitId } from '#shared/ids.ts'
import { uploadPhoto } from '#shared/photos/photos.contract.ts'
import type { Client } from '../support/client.ts'

export const hexing = subdistrictId('hexing')
export const liuwan = subdistrictId('liuwan')

/** A block of 合兴二居委, clear to everybody. */
export const clearPlace = { placeId: placeId(seedId('hexing/hexinger/1')), doorNo: '16号' }
/** 合兴路128号: 合兴一 and 合兴二 both have it in their books. */
export const claimedPlace = { placeId: placeId(seedId('hexing/road/hexing')), doorNo: '128号' }
export const unitAt = (slug: string) => unitId(seedId(`hexing/unit/${slug}`))

type Filing = BodyOf<typeof contract.fileCase>

/** A report about rubbish at the clear place, but for what the sentence says. */
export const filing = (differs: Partial<Filing> = {}): Filing => ({
  subdistrictId: hexing,
  text: '16号楼下垃圾桶满了好几天，没人收',
  typeCode: 'litter',
  place: clearPlace,
  photoIds: [],
  source: 'resident',
  ...differs,
})

export const file = async (by: Client, differs: Partial<Filing> = {}): Promise<CaseView> =>
  (await by.call(contract.fileCase, { body: filing(differs) })).case

export const paramsOf = ({ subdistrictId: tenant, caseId }: CaseView) => ({
  subdistrictId: tenant,
  caseId,
})

export const read = async (by: Client, found: CaseView): Promise<CaseView> =>
  (await by.call(contract.readCase, { params: paramsOf(found) })).case

export const accept = async (by: Client, found: CaseView): Promise<CaseView> =>
  (await by.call(contract.acceptCase, { params: paramsOf(found), body: {} })).case

export const contact = async (
  by: Client,
  found: CaseView,
  result: BodyOf<typeof contract.logContact>['result'] = 'reached',
  note = '',
): Promise<CaseView> =>
  (
    await by.call(contract.logContact, {
      params: paramsOf(found),
      body: { channel: 'phone', result, note },
    })
  ).case

export const photoFrom = async (by: Client): Promise<PhotoId> => {
  const picture = await sharp({
    create: { width: 320, height: 240, channels: 3, background: '#7a9' },
  })
    .jpeg()
    .toBuffer()
  return (await by.upload(uploadPhoto, picture)).body.photoId
}

export const close = async (by: Client, found: CaseView): Promise<CaseView> =>
  (
    await by.call(contract.closeCase, {
      params: paramsOf(found),
      body: { outcome: 'solved', publicReply: '已清运干净', photoIds: [await photoFrom(by)] },
    })
  ).case

/** Accepted, the reporter reached, closed with a photo. */
export const handle = async (by: Client, found: CaseView): Promise<CaseView> => {
  await accept(by, found)
  await contact(by, found)
  return close(by, found)
}

export const kindsOf = ({ timeline }: CaseView): string[] => timeline.map(({ kind }) => kind)
