import { createHash } from 'node:crypto'
import { careConsentTextVersion } from '#shared/care/care-rules.ts'
import type { DeviceId } from '#shared/ids.ts'
import { isMetricCode, metricClasses } from '#shared/readings/metrics.ts'
import type { Accounts } from '../../accounts/accounts.service.ts'
import type { Actor } from '../../accounts/actor.ts'
import type { Care } from '../../care/care.service.ts'
import type { Devices } from '../../devices/devices.service.ts'
import type { IdempotencyKey } from '../../http/serve.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Relatives } from '../../relatives/relatives.service.ts'
import type { MadeUpDevice } from './made-up-devices.ts'
import type { SimulatedElder } from './simulated-street.ts'
import { simulatedModel, simulatedPaces, simulatedSubdistrict } from './simulated-street.ts'

interface Services {
  readonly accounts: Accounts
  readonly care: Care
  readonly devices: Devices
  readonly relatives: Relatives
}

/** Elders whose papers are written side by side, and people registered in one transaction. */
const lanes = 6
const registeredTogether = 200

const subdistrict = simulatedSubdistrict
const onceFor = (serial: string): IdempotencyKey => ({
  key: `simulated-device-${serial}`,
  fingerprint: createHash('sha256').update(serial).digest('base64url'),
})

/** Does `work` for each of them, some side by side, until told to stop. */
const forEach = async <T>(
  all: readonly T[],
  mayGoOn: () => boolean,
  work: (one: T) => Promise<void>,
): Promise<void> => {
  const waiting = [...all]
  const lane = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined && mayGoOn(); one = waiting.shift())
      await work(one)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** What staff do before somebody can be measured, for thousands of made-up elders; again adds nothing. */
export const createPuttingOn = (
  { accounts, care, devices, relatives }: Services,
  { database }: Pick<Platform, 'database'>,
) => {
  const officers = new Map<string, Promise<Actor>>()
  const officerOf = ({ officerKey }: SimulatedElder): Promise<Actor> => {
    const known = officers.get(officerKey)
    if (known) return known
    const signedIn = accounts
      .signInAsDemoPerson(officerKey)
      .then(({ session }) => accounts.findActor(session))
    officers.set(officerKey, signedIn)
    return signedIn
  }

  const register = (elders: readonly SimulatedElder[]): Promise<void> =>
    database.inTransaction(async (tx) => {
      for (const { personId, name, bornOn, home } of elders) {
        const person = { personId, displayName: name, largeType: true, phone: null, account: null }
        await accounts.register(tx, { ...person, home })
        await relatives.profiles.saveProfile(tx, personId, { bornOn, residence: 'lives_here' })
      }
    })

  const enrol = async (elder: SimulatedElder): Promise<void> => {
    await care.enrolment.enrol(await officerOf(elder), subdistrict, {
      ...{ personId: elder.personId, unitId: null, room: '', livesAlone: true },
      ...{ onOxygen: false, oxygenScale: 1, measured: [...metricClasses] },
      ...{ basis: 'on_paper', textVersion: careConsentTextVersion },
      proofNote: '模拟数据：没有真人',
    })
  }

  const addDevice = async (elder: SimulatedElder): Promise<DeviceId> => {
    const { serial, unitId } = elder
    const device = await devices.desk.register(
      await officerOf(elder),
      subdistrict,
      onceFor(serial),
      {
        ...{ serial, model: simulatedModel, vendorCode: null, unitId, room: '' },
        metrics: Object.keys(simulatedPaces(1)).filter(isMetricCode),
        ...{ everySeconds: 60, calibratedUntil: null },
      },
    )
    return device.deviceId
  }

  return {
    /**
     * Every one of them is under care and wears his device, which has a new password.
     * @param onEach told after each @returns those that are ready, fewer when it was stopped
     */
    putOn: async (
      elders: readonly SimulatedElder[],
      perSecond: number,
      onEach: (done: number) => boolean,
    ): Promise<MadeUpDevice[]> => {
      const { reader } = database
      const serials = elders.map(({ serial }) => serial)
      const known = await devices.withSerials(reader, subdistrict, serials)
      const enrolled = new Set(
        (await care.eldersOf(reader, subdistrict)).map(({ personId }) => personId),
      )
      const strangers = elders.filter(({ personId }) => !enrolled.has(personId))
      for (let from = 0; from < strangers.length; from += registeredTogether)
        await register(strangers.slice(from, from + registeredTogether))
      const ready: MadeUpDevice[] = []
      let goesOn = true
      await forEach(
        elders,
        () => goesOn,
        async (elder) => {
          const officer = await officerOf(elder)
          if (!enrolled.has(elder.personId)) await enrol(elder)
          const found = known.get(elder.serial)
          const deviceId = found?.deviceId ?? (await addDevice(elder))
          const key = { subdistrictId: subdistrict, deviceId }
          const { personId } = elder
          if (!found?.isWorn) await devices.desk.assign(officer, key, { personId })
          const { username, password, topic } = await devices.desk.rotate(officer, key, true)
          const paces = simulatedPaces(perSecond)
          ready.push({
            elder: { no: elder.no, livesAlone: true },
            ...{ username, password, topic, paces },
          })
          goesOn = onEach(ready.length)
        },
      )
      return ready
    },

    /** Nobody wears them any more: their silence alarms nobody. Again changes nothing. */
    takeOff: async (elders: readonly SimulatedElder[]): Promise<void> => {
      const serials = elders.map(({ serial }) => serial)
      const known = await devices.withSerials(database.reader, subdistrict, serials)
      await forEach(
        elders,
        () => true,
        async (elder) => {
          const found = known.get(elder.serial)
          if (!found?.isWorn) return
          const key = { subdistrictId: subdistrict, deviceId: found.deviceId }
          await devices.desk.unassign(await officerOf(elder), key)
        },
      )
    },
  }
}
