import type { DeviceView } from '#shared/devices/devices.contract.ts'
import {
  assignDevice,
  registerDevice,
  rotateDeviceCredentials,
} from '#shared/devices/devices.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import type { PersonId, UnitId } from '#shared/ids.ts'
import { subdistrictId } from '#shared/ids.ts'
import { metricCodes } from '#shared/readings/metrics.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'

const hexing = { subdistrictId: subdistrictId('hexing') }
const names = { home: '合兴敬老院', committee: '合兴二居委' } as const

/** Devices as staff register them, through the doors. */
export const deviceDesk = (app: () => TestApp) => {
  const unitOf = async (unit: keyof typeof names): Promise<UnitId> => {
    const { places } = app().app.services
    const units = await places.unitsOf(app().platform.database.reader, 'hexing')
    const found = units.find(({ name }) => name.startsWith(names[unit]))
    if (!found) throw new Error(`no unit ${names[unit]}`)
    return found.unitId
  }

  const filled = async (
    unit: keyof typeof names,
    about: Partial<BodyOf<typeof registerDevice>> = {},
  ): Promise<BodyOf<typeof registerDevice>> => ({
    ...{ serial: 'A-1', model: 'HR-1', vendorCode: null, metrics: [...metricCodes] },
    ...{ unitId: await unitOf(unit), room: '', everySeconds: 60, calibratedUntil: null },
    ...about,
  })

  const register = async (
    client: Client,
    unit: keyof typeof names,
    about: Partial<BodyOf<typeof registerDevice>> = {},
  ): Promise<DeviceView> => {
    const body = await filled(unit, about)
    return (await client.call(registerDevice, { params: hexing, body })).device
  }

  return {
    filled,
    register,

    livesInHome: async (...elders: readonly { readonly personId: string }[]): Promise<void> => {
      await app().platform.database.pool.query(
        'update cared_persons set unit_id = $1 where person_id = any($2::uuid[])',
        [await unitOf('home'), elders.map(({ personId }) => personId)],
      )
    },

    /** A device of the home, used by this elder, with its password. */
    worn: async (client: Client, elder: { readonly personId: PersonId }, serial: string) => {
      const { deviceId } = await register(client, 'home', { serial })
      const params = { ...hexing, deviceId }
      await client.call(assignDevice, { params, body: { personId: elder.personId } })
      const { username, password, topic } = await client.call(rotateDeviceCredentials, {
        ...{ params, body: { endFormerNow: false } },
      })
      return { deviceId, username, password, topic }
    },
  }
}
