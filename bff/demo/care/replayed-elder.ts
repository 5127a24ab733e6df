import { CARE_HOMES } from '#db/seed/care/care-homes.ts'
import { unitKey } from '#db/seed/places/units.ts'
import { seedId } from '#db/seed-id.ts'
import { careConsentTextVersion } from '#shared/care/care-rules.ts'
import { personId, placeId, subdistrictId, unitId } from '#shared/ids.ts'
import type { Accounts } from '../../accounts/accounts.service.ts'
import type { Actor } from '../../accounts/actor.ts'
import type { Care } from '../../care/care.service.ts'
import type { Devices } from '../../devices/devices.service.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Relatives } from '../../relatives/relatives.service.ts'
import { demoSteps } from '../demo-steps.ts'
import type { Recorder } from './recording.ts'
import { metricsOfRecorder } from './recording.ts'

interface Services {
  readonly accounts: Accounts
  readonly care: Care
  readonly devices: Devices
  readonly relatives: Relatives
}

const hexing = subdistrictId('hexing')
const day = 24 * 60 * 60_000
/** Readings older than 30 days are too late for the door; he moved in a little after that. */
export const daysBefore = 29
const pauseDays = 30

/** Whom recordings are replayed for: a made-up resident of the demo's care home. */
export const replayedElder = {
  subdistrictId: hexing,
  personId: personId(seedId('person/replayed')),
  name: '回放老人',
  room: '302',
}

const recorders: Readonly<Record<Recorder, { serial: string; model: string; every: number }>> = {
  monitor: { serial: 'REPLAY-MONITOR', model: '床旁监护仪（回放）', every: 60 },
  /** Half an hour: nurses measure every ten minutes to an hour and a half. */
  cuff: { serial: 'REPLAY-CUFF', model: '袖带血压计（回放）', every: 1800 },
}

export interface ReplayBadge {
  readonly username: string
  readonly password: string
  readonly topic: string
}

/**
 * Takes him in, once: as a resident of 29 days ago, with a monitor and a cuff, followed by 陈悦.
 * @param before the services as they were when he moved in, 29 days ago @param services as they are now
 * @returns what lets his two devices in; passwords of before end
 */
export const readyForReplay = async (
  before: Pick<Services, 'care'>,
  services: Services,
  { database }: Pick<Platform, 'database'>,
  movedIn: Date,
): Promise<Readonly<Record<Recorder, ReplayBadge>>> => {
  const [home] = CARE_HOMES
  const unit = unitId(seedId(unitKey(hexing, home.slug)))
  const become = async (key: string): Promise<Actor> => {
    const { session } = await services.accounts.signInAsDemoPerson(key)
    return services.accounts.findActor(session)
  }
  const nurse = await become(`hexing-${home.slug}-1`)
  const once = demoSteps('demo-replay')
  const { name, room, ...key } = replayedElder

  const moveIn = async (): Promise<void> => {
    const proofNote = '演示数据：没有真人，回放一段录下来的监护'
    await database.inTransaction(async (tx) => {
      const person = { displayName: name, largeType: true, phone: null, account: null }
      const at = { subdistrictId: hexing, placeId: placeId(seedId(home.estateKey)) }
      const door = `${home.name}${room}室`
      await services.accounts.register(tx, {
        ...{ personId: key.personId, ...person },
        home: { ...at, doorNo: door },
      })
      await services.relatives.profiles.saveProfile(tx, key.personId, { bornOn: '1938-01-15' })
    })
    const paper = { basis: 'on_paper', textVersion: careConsentTextVersion, proofNote } as const
    await before.care.enrolment.enrol(nurse, hexing, {
      ...{ personId: key.personId, unitId: unit, room, livesAlone: false },
      ...{ onOxygen: false, oxygenScale: 1, measured: ['vitals'], ...paper },
    })
    const yes = [
      { metricClass: 'vitals' as const, purpose: 'view' as const },
      { metricClass: 'vitals' as const, purpose: 'alerts' as const },
    ]
    const { code, inviteId } = await before.care.circle.invite(nurse, key, {
      ...{ yes, ...paper, lastDay: null },
    })
    await before.care.circle.use(await become('chen-yue'), code, 'other')
    await before.care.circle.answer(nurse, key, inviteId, { answer: 'confirm', yes, proofNote })
  }

  if (!(await services.care.elderOf(database.reader, hexing, key.personId))) await moveIn()
  for (const { pauseId } of await services.care.pausesOf(database.reader, [key], new Date(0)))
    await services.care.pauses.resume(nurse, key, pauseId)

  const badgeOf = async (recorder: Recorder): Promise<ReplayBadge> => {
    const { serial, model, every } = recorders[recorder]
    const known = (await services.devices.withSerials(database.reader, hexing, [serial])).get(
      serial,
    )
    const step = once()
    const device =
      known ??
      (await services.devices.desk.register(nurse, hexing, step, {
        ...{ serial, model, vendorCode: null, metrics: metricsOfRecorder(recorder) },
        ...{ unitId: unit, room, everySeconds: every, calibratedUntil: null },
      }))
    const named = { subdistrictId: hexing, deviceId: device.deviceId }
    const worn = { personId: key.personId, fromAt: movedIn.toISOString() }
    if (!known?.isWorn) await services.devices.desk.assign(nurse, named, worn)
    const { username, password, topic } = await services.devices.desk.rotate(nurse, named, true)
    return { username, password, topic }
  }
  return { monitor: await badgeOf('monitor'), cuff: await badgeOf('cuff') }
}

/** What the door put aside of a replay, in words: `heart_rate 11.5 (implausible)`. */
export interface PutAside {
  readonly what: string
  readonly measuredAt: string | null
}

/**
 * The recording is over: that his devices are silent now alarms nobody.
 * @returns what was put aside since then
 */
export const restAfterReplay = async (
  { accounts, care, devices }: Services,
  deviceIds: readonly string[],
  since: Date,
): Promise<PutAside[]> => {
  const { session } = await accounts.signInAsDemoPerson(`hexing-${CARE_HOMES[0].slug}-1`)
  const nurse = await accounts.findActor(session)
  const { name: _name, room: _room, ...key } = replayedElder
  await care.pauses.pause(nurse, key, {
    ...{ reason: 'device', note: '录像放完了', fromAt: null },
    untilAt: new Date(Date.now() + pauseDays * day).toISOString(),
  })
  const { readings } = await devices.desk.quarantined(nurse, hexing)
  return readings
    .filter(
      ({ deviceId, receivedAt }) =>
        deviceId !== null && deviceIds.includes(deviceId) && new Date(receivedAt) >= since,
    )
    .map(({ raw, reason, measuredAt }) => ({ what: `${raw} (${reason})`, measuredAt }))
}
