import type { Reader } from '#db/database.ts'
import { CARE_HOMES } from '#db/seed/care/care-homes.ts'
import { unitKey } from '#db/seed/places/units.ts'
import { seedId } from '#db/seed-id.ts'
import { careConsentTextVersion } from '#shared/care/care-rules.ts'
import type { PersonId, SubdistrictId, UnitId } from '#shared/ids.ts'
import { personId, subdistrictId, unitId } from '#shared/ids.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import { isMetricCode, metricClasses } from '#shared/readings/metrics.ts'
import type { Accounts } from '../../accounts/accounts.service.ts'
import type { Actor } from '../../accounts/actor.ts'
import type { Care } from '../../care/care.service.ts'
import type { Devices } from '../../devices/devices.service.ts'
import { demoSteps } from '../demo-steps.ts'
import type { MadeUpDevice } from './made-up-devices.ts'

export interface CareServices {
  readonly accounts: Accounts
  readonly care: Care
  readonly devices: Devices
}

type Paces = MadeUpDevice['paces']

/** A mattress sensor with a wrist band and a cuff, as one gateway of a room speaks for them. */
export const bedside: Paces = {
  heart_rate: 5,
  respiratory_rate: 15,
  oxygen_saturation: 15,
  temperature: 300,
  systolic: 1800,
  diastolic: 1800,
  in_bed: 60,
  sleep_stage: 60,
  motion: 60,
}
/** What a flat has when somebody old lives in it alone. */
export const athome: Paces = { motion: 60, door: 60, water: 300, help_button: 3600 }

interface Wearer {
  readonly no: number
  readonly personId: PersonId
  readonly serial: string
  readonly model: string
  readonly unitId: UnitId
  /** Null: at home. */
  readonly home: { readonly room: string } | null
  readonly measured: readonly MetricClass[]
  readonly paces: Paces
  /** Two of them give staff something to do: a fever, and a battery that runs down. */
  readonly fever?: number
  readonly battery?: number
  readonly follower: { readonly key: string; readonly relation: 'child' | 'grandchild' } | null
}

const hexing = subdistrictId('hexing')

const residentsOf = (): Wearer[] =>
  CARE_HOMES.filter((home) => home.subdistrictId === hexing).flatMap(({ slug, residents }) =>
    residents.map((resident, i) => ({
      no: i + 1,
      personId: personId(seedId(`person/${resident.slug}`)),
      serial: `DEMO-BED-${resident.room}-${resident.bed}`,
      model: '床旁体征监测仪',
      unitId: unitId(seedId(unitKey(hexing, slug))),
      home: { room: resident.room },
      measured: metricClasses,
      paces: bedside,
      ...(resident.slug === 'ling-zongfu' ? { fever: 1.8 } : {}),
      ...(resident.slug === 'zuo-meidi' ? { battery: 12 } : {}),
      follower:
        resident.slug === 'hong-xiuying' ? { key: 'chen-yue', relation: 'grandchild' } : null,
    })),
  )

/** 沈阿婆 lives alone at home; her daughter in the next subdistrict follows her. */
const aloneAtHome: Wearer = {
  no: 90,
  personId: personId(seedId('person/shen-apo')),
  serial: 'DEMO-HOME-1',
  model: '居家安全套装（门磁、红外、水表）',
  unitId: unitId(seedId(unitKey(hexing, 'hexingyi'))),
  home: null,
  measured: ['activity'],
  paces: athome,
  follower: { key: 'zhang-hui', relation: 'child' },
}

export interface DemoDevice extends MadeUpDevice {
  /** Its wearer has only now been taken in: nothing was ever measured of him. */
  readonly isNew: boolean
}

/**
 * The elders of the demo's homes with devices that may speak for them; again only renews passwords.
 * The first services are those of when the elders moved in: their clock is behind.
 */
export const makeDemoCare = async (
  { accounts, care }: Pick<CareServices, 'accounts' | 'care'>,
  services: Pick<CareServices, 'devices'>,
  { reader, movedIn }: { readonly reader: Reader; readonly movedIn: Date },
): Promise<DemoDevice[]> => {
  const become = async (key: string): Promise<Actor> => {
    const { session } = await accounts.signInAsDemoPerson(key)
    return accounts.findActor(session)
  }
  const nurse = await become('hexing-care-home-1-1')
  const officer = await become('hexing-officer-hexingyi')
  const once = demoSteps('demo-care')

  const follow = async (
    staff: Actor,
    key: { subdistrictId: SubdistrictId; personId: PersonId },
    wearer: Wearer,
  ) => {
    if (!wearer.follower) return
    const { key: followerKey, relation } = wearer.follower
    const follower = await become(followerKey)
    const yes = wearer.measured.flatMap((metricClass) => [
      { metricClass, purpose: 'view' as const },
      { metricClass, purpose: 'alerts' as const },
    ])
    const proofNote = '演示数据：本人签过的同意书在档案柜'
    const { inviteId, code } = await care.circle.invite(staff, key, {
      ...{ yes, basis: 'on_paper', textVersion: careConsentTextVersion, proofNote, lastDay: null },
    })
    await care.circle.use(follower, code, relation)
    await care.circle.answer(staff, key, inviteId, { answer: 'confirm', yes, proofNote })
  }

  const takeIn = async (staff: Actor, wearer: Wearer): Promise<void> => {
    const { personId: elderId, measured, home } = wearer
    const key = { subdistrictId: hexing, personId: elderId }
    await care.enrolment.enrol(staff, hexing, {
      personId: elderId,
      ...{ unitId: home ? wearer.unitId : null, room: home?.room ?? '', livesAlone: !home },
      ...{ onOxygen: false, oxygenScale: 1, measured: [...measured] },
      ...{ basis: 'on_paper', textVersion: careConsentTextVersion },
      proofNote: '演示数据：本人签过的同意书在档案柜',
    })
    const metricCodes = Object.keys(wearer.paces).filter(isMetricCode)
    const device = await services.devices.desk.register(staff, hexing, once(), {
      ...{ serial: wearer.serial, model: wearer.model, vendorCode: null, metrics: metricCodes },
      ...{ unitId: wearer.unitId, room: home?.room ?? '', everySeconds: 60, calibratedUntil: null },
    })
    const worn = { personId: elderId, fromAt: movedIn.toISOString() }
    await services.devices.desk.assign(staff, device, worn)
    await follow(staff, key, wearer)
  }

  const made: DemoDevice[] = []
  for (const wearer of [...residentsOf(), aloneAtHome]) {
    const staff = wearer.home ? nurse : officer
    const { serial } = wearer
    const find = async () =>
      (await services.devices.withSerials(reader, hexing, [serial])).get(serial)
    const isNew = (await find()) === undefined
    if (isNew) await takeIn(staff, wearer)
    const device = await find()
    if (!device) throw new Error(`${serial} is not there`)
    const key = { subdistrictId: hexing, deviceId: device.deviceId }
    const { username, password, topic } = await services.devices.desk.rotate(staff, key, false)
    const { no, home, fever, battery, paces } = wearer
    made.push({
      elder: { no, livesAlone: !home, ...(fever === undefined ? {} : { fever }) },
      ...{ username, password, topic, paces, isNew },
      ...(battery === undefined ? {} : { battery }),
    })
  }
  return made
}
