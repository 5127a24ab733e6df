import { seedId } from '#db/seed-id.ts'
import type { fileCase } from '#shared/cases/cases.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { placeId, subdistrictId } from '#shared/ids.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Cases } from '../cases/cases.service.ts'
import type { Photos } from '../photos/photos.service.ts'
import { demoPictures } from './demo-pictures.ts'
import { demoSteps } from './demo-steps.ts'

interface Services {
  readonly accounts: Accounts
  readonly cases: Cases
  readonly photos: Photos
}

type Filing = BodyOf<typeof fileCase>

const at = (key: string, doorNo?: string) => ({
  placeId: placeId(seedId(key)),
  ...(doorNo === undefined ? {} : { doorNo }),
})
const home = at('hexing/hexinger/1', '16号')

/**
 * A desk with something on it: eight cases at eight points of their way, filed and handled through
 * the services as people would. Keys follow from what is done, so nothing is done twice.
 */
export const fileDemoCases = async ({ accounts, cases, photos }: Services): Promise<void> => {
  const become = async (key: string): Promise<Actor> => {
    const { session } = await accounts.signInAsDemoPerson(key)
    return accounts.findActor(session)
  }
  const resident = await become('chen-yue')
  const elder = await become('xia-genfa')
  const worker = await become('hexing-public-works-1')
  const officer = await become('hexing-officer-hexinger')
  const otherOfficer = await become('hexing-officer-weitang')
  const carer = await become('hexing-community-services-1')
  const { handling, reporting } = cases

  const once = demoSteps('demo')
  const file = (
    actor: Actor,
    text: string,
    more: Partial<Filing> & Pick<Filing, 'place'>,
  ): ReturnType<Cases['file']> =>
    cases.file(
      actor,
      { subdistrictId: subdistrictId('hexing'), text, photoIds: [], source: 'resident', ...more },
      once(),
    )
  const picture = async (actor: Actor, name: keyof typeof demoPictures) => {
    const { photoId } = await photos.upload(actor, await demoPictures[name]())
    return photoId
  }
  const reached = { channel: 'phone', result: 'reached', note: '电话里问清了位置' } as const

  const road = await file(resident, '小区门口的路面坏了一个大坑，晚上看不见，老人走路容易摔倒', {
    typeCode: 'road',
    place: { ...home, spokenPlace: '北门出来右手边' },
    photoIds: [await picture(resident, 'hole')],
  })
  await handling.accept(worker, road, once())
  await handling.contact(worker, road, once(), reached)
  await handling.arrive(worker, road, once(), { photoIds: [] })

  const care = await file(elder, '想给卫生间装一个扶手，不知道找谁', {
    typeCode: 'elder-care',
    place: at('hexing/weitang/2', '7号'),
  })
  await handling.accept(carer, care, once())
  await handling.contact(carer, care, once(), reached)
  await handling.close(carer, care, once(), {
    outcome: 'solved',
    publicReply: '扶手已经装好，免费。有松动请随时打电话。',
    photoIds: [],
  })
  await reporting.rate(elder, care, once(), {
    contacted: 'yes',
    solved: 'yes',
    grade: 5,
    words: '师傅很细心',
  })

  const clutter = await file(elder, '楼道里堆了纸箱和旧自行车，消防通道被挡住了', {
    typeCode: 'corridor-clutter',
    place: at('hexing/weitang/2', '7号'),
    photoIds: [await picture(elder, 'clutter')],
  })
  await handling.accept(otherOfficer, clutter, once())
  await handling.contact(otherOfficer, clutter, once(), reached)
  await handling.close(otherOfficer, clutter, once(), {
    outcome: 'solved',
    publicReply: '已经和邻居说好，当天清走了，谢谢您提醒。',
    photoIds: [await picture(otherOfficer, 'cleared')],
  })

  await file(resident, '16号楼下垃圾桶满了两天没人收，有味道', { typeCode: 'litter', place: home })
  await file(resident, '路口停了好多共享单车，轮椅过不去', {
    typeCode: 'street-surface',
    place: home,
  })
  await file(resident, '这里晚上一直有点不对劲，说不清归谁管', {
    place: at('hexing/road/hexing', '128号'),
  })
  await file(elder, '楼道灯坏了好几天，晚上摸黑上楼', {
    typeCode: 'housing',
    place: at('hexing/weitang/2', '7号'),
  })
  await file(officer, '巡查发现旧沙发丢在围墙边', {
    typeCode: 'bulky-waste',
    place: home,
    source: 'staff_patrol',
  })
}
