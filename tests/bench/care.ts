import { createDatabase } from '#bff/platform/postgres-databases.ts'
import { connectDatabase } from '#db/database.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { measureCareCharts } from './care-charts.ts'
import { measureFan } from './care-fan.ts'
import { makeElders } from './care-people.ts'
import { measureToPhone } from './care-phone.ts'
import { profileOptions, startHelper } from './processes.ts'
import type { Intake } from './readings.ts'
import { measureReadings, topicOfBench } from './readings.ts'

export const careParts = ['readings', 'fan-out', 'phone', 'charts'] as const
export type CarePart = (typeof careParts)[number]

/** The door lets one device say fifty a second: so many that this is not what is measured. */
const deviceCount = 1000

/** Care on a database of its own, beside one bare process that does the same without asking. */
export const measureCare = async (
  postgres: { readonly url: string; readonly pid: number },
  filesDirectory: string,
  isWanted: (part: CarePart) => boolean,
  time: { readonly seconds: number; readonly rounds: number },
): Promise<void> => {
  const url = await createDatabase(postgres.url, 'care')
  const env = { DATABASE_URL: url, FILES_DIRECTORY: filesDirectory, LOG_LEVEL: 'error' }
  const server = await startServerProcess({
    ...{ databaseUrl: url, filesDirectory },
    env: { LOG_LEVEL: 'silent' },
    nodeOptions: profileOptions,
  })
  const database = connectDatabase({ url })
  const flood = await startHelper('./mqtt-flood.ts', {})
  const bareCare = await startHelper<{ address: string; mqttPort: number }>('./care-bare.ts', env)
  const { address: bareAddress, mqttPort } = bareCare.ready
  const doorEnv = { ...env, MQTT_PORT: '0' }
  const doorCare = await startHelper<number>('../../bff/devices/door/door.ts', doorEnv, 'port')
  const source = await startHelper('./care-source.ts', env)
  try {
    const intakes: { readonly bare: Intake; readonly ours: Intake } = {
      bare: { helper: bareCare, port: mqttPort, topicOf: (_, n) => `bare/${n}` },
      ours: { helper: doorCare, port: doorCare.ready, topicOf: topicOfBench },
    }
    if (isWanted('readings')) {
      const elders = await makeElders(database, deviceCount)
      await measureReadings(intakes, { flood, elders }, { url, pid: postgres.pid }, time)
    }
    const sides = { server, source, bare: bareCare, bareAddress, database }
    if (isWanted('fan-out')) await measureFan(sides, time)
    if (isWanted('phone')) await measureToPhone(sides, intakes, flood, time)
    if (isWanted('charts')) await measureCareCharts(server.address, url)
  } finally {
    for (const { child } of [flood, bareCare, doorCare, source]) child.disconnect()
    await database.close()
    await server.terminate()
  }
}
