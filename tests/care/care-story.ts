import { seedId } from '#db/seed-id.ts'
import type { AlertRow } from '#shared/alerts/alerts.contract.ts'
import { listElderAlerts } from '#shared/alerts/alerts.contract.ts'
import { writeShiftNote } from '#shared/alerts/shift.contract.ts'
import { makeInvite, pauseCare, useInvite } from '#shared/care/care.contract.ts'
import { enrolElder } from '#shared/care/care-desk.contract.ts'
import type { CareYes } from '#shared/care/care-shapes.ts'
import { assignDevice } from '#shared/devices/devices.contract.ts'
import type { DeviceId, PersonId } from '#shared/ids.ts'
import { personId } from '#shared/ids.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { metricClasses } from '#shared/readings/metrics.ts'
import { shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import { deviceDesk } from '../devices/device-desk-scene.ts'
import { signedInAs } from '../readings/care-scene.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { careScene, fangKey, inHexing, textVersion } from './care-scene.ts'

const minute = 60_000
export const careKeys = {
  nurse: 'hexing-care-home-1-1',
  daughter: 'zhang-hui',
  /** Measured himself, at home. */
  elder: 'xia-genfa',
} as const

export interface CareStory {
  /** 方仲义 of 合兴敬老院, whom 张慧 follows. */
  readonly elder: typeof fangKey
  readonly deviceId: DeviceId
  readonly alert: AlertRow
  /** What his device says: values of a metric, one a minute, the last of them now. */
  readonly say: (metric: MetricCode, values: readonly (number | null)[]) => Promise<void>
  /** Roll-ups made and rules looked at, as the sweeps do. */
  readonly settle: () => Promise<void>
}

const idOf = (key: string): PersonId => personId(seedId(`person/${key}`))
export const everything: readonly CareYes[] = metricClasses.flatMap((metricClass) =>
  (['view', 'alerts'] as const).map((purpose) => ({ metricClass, purpose })),
)

/** The yeses of the day before: what was measured before one is nobody's to keep. */
const sayYes = async (app: TestApp): Promise<void> => {
  const today = app.clock.now()
  app.clock.forward(-1500)
  const nurse = await app.as(careKeys.nurse)
  const daughter = await app.as(careKeys.daughter)
  const elder = await app.as(careKeys.elder)
  const scene = careScene(() => app)
  const unitId = await scene.homeUnit()
  const enrol = (client: Client, key: string, about: { atHome?: true; room?: string } = {}) =>
    client.call(enrolElder, {
      params: inHexing,
      body: {
        ...scene.paperFor({ personId: idOf(key), unitId: about.atHome ? null : unitId }),
        room: about.room ?? '',
        measured: [...metricClasses],
      },
    })
  await enrol(nurse, 'fang-zhongyi', { room: '201' })
  await enrol(nurse, 'hong-xiuying', { room: '201' })
  await enrol(nurse, 'tan-guangming', { room: '202' })
  const weitang = await signedInAs(app, seedId('person/hexing-officer-weitang'))
  await enrol(weitang, careKeys.elder, { atHome: true })

  await scene.follow(nurse, daughter, everything)
  const genfa = { ...inHexing, personId: idOf(careKeys.elder) }
  await scene.follow(elder, daughter, everything, { key: genfa, basis: 'self' })
  const waiting = await elder.call(makeInvite, {
    params: genfa,
    body: {
      ...{ yes: [...everything], basis: 'self' as const, textVersion },
      ...{ proofNote: null, lastDay: null },
    },
  })
  const neighbour = await app.as('chen-yue')
  await neighbour.call(useInvite, { body: { code: waiting.code, relation: 'neighbour' } })
  app.clock.set(today.toISOString())
}

/** A home in which one is well, one has pressed his button and one is away; and one at home. */
export const tellCare = async (app: TestApp): Promise<CareStory> => {
  await sayYes(app)
  const nurse = await app.as(careKeys.nurse)
  const daughter = await app.as(careKeys.daughter)
  const scene = careScene(() => app)
  const desk = deviceDesk(() => app)
  const unitId = await scene.homeUnit()
  const { readings, alerts } = app.app.services

  const { deviceId } = await desk.register(nurse, 'home', {
    serial: 'STORY-1',
    model: '手环 B3',
    everySeconds: 60,
  })
  const params = { ...inHexing, deviceId }
  const yesterday = new Date(app.clock.now().getTime() - 1440 * minute).toISOString()
  const worn = { personId: fangKey.personId, fromAt: yesterday }
  await nurse.call(assignDevice, { params, body: worn })
  await desk.register(nurse, 'home', { serial: 'STORY-2', model: '床垫 M2' })

  const tell = async (readingsOf: readonly (readonly [MetricCode, number | null, Date])[]) => {
    const told = readingsOf.map(([metric, value, measuredAt]) => ({ metric, value, measuredAt }))
    for (let at = 0; at < told.length; at += 100)
      await readings.ingest(told.slice(at, at + 100), { deviceId })
  }
  const say: CareStory['say'] = (metric, values) => {
    const now = app.clock.now().getTime()
    return tell(
      values.map((value, at) => [metric, value, new Date(now - (values.length - 1 - at) * minute)]),
    )
  }
  const settle = async () => {
    await readings.rollUp()
    await alerts.sweep()
  }

  const morning = Array.from({ length: 180 }, (_, at) => 72 + Math.round(6 * Math.sin(at / 9)))
  // For a quarter of an hour the band lay on the table.
  const off = Array.from({ length: 15 }, () => null)
  await say('heart_rate', [...morning.slice(0, 60), ...off, ...morning.slice(75)])
  await say('oxygen_saturation', [97, 96, 97])
  await say('systolic', [128])
  await say('diastolic', [76])
  await tell(nightOf(app.clock.now()))
  await say('help_button', [1])
  await settle()

  await nurse.call(pauseCare, {
    params: { ...inHexing, personId: idOf('tan-guangming') },
    body: {
      ...{ reason: 'out' as const, note: '去女儿家', fromAt: null },
      untilAt: new Date(app.clock.now().getTime() + 2 * 1440 * minute).toISOString(),
    },
  })
  await nurse.call(writeShiftNote, {
    params: { ...inHexing, unitId },
    body: { text: '201 方仲义夜里起来一次，早上量一下血压。' },
  })
  const { alerts: raised } = await daughter.call(listElderAlerts, { params: fangKey, query: {} })
  const [alert] = raised
  if (!alert) throw new Error('the button raised nothing')
  return { elder: fangKey, deviceId, alert, say, settle }
}

/** The night before: to bed at ten, up once, up at six. */
const nightOf = (now: Date): readonly (readonly [MetricCode, number, Date])[] => {
  const ten = shanghaiInstant(shanghaiDay(now)).getTime() - 120 * minute
  const at = (minutes: number) => new Date(ten + minutes * minute)
  const stageAt = (minutes: number) => [1, 2, 1, 3][Math.floor(minutes / 40) % 4] ?? 1
  const night: (readonly [MetricCode, number, Date])[] = []
  for (let minutes = 0; minutes < 480; minutes += 5) {
    const isUp = minutes >= 240 && minutes < 250
    night.push(['in_bed', isUp ? 0 : 1, at(minutes)])
    if (!isUp) night.push(['sleep_stage', minutes < 15 ? 0 : stageAt(minutes), at(minutes)])
  }
  night.push(['in_bed', 0, at(480)])
  return night
}
