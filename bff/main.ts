import { randomBytes } from 'node:crypto'
import closeWithGrace from 'close-with-grace'
import { connectDatabase } from '#db/database.ts'
import { migrateDatabase } from '#db/migrate.ts'

import { createApp } from './app.ts'
import { seedDemo } from './demo/seed-demo.ts'
import type { Settings } from './env.ts'
import { readSettings, SettingsError } from './env.ts'
import { createLog } from './http/log.ts'
import { systemClock } from './platform/clock.ts'
import { openDiskFileStore } from './platform/file-store.ts'
import { randomIds } from './platform/ids.ts'
import { connectJobs } from './platform/jobs.ts'
import { connectLiveBus } from './platform/live-bus.ts'
import { personalData } from './platform/personal-data.ts'
import type { Platform } from './platform/platform.ts'
import { connectWechat } from './platform/wechat.ts'

const settingsOrExit = (): Settings => {
  try {
    return readSettings(process.env)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`Linli does not start:\n${error.message}\n`)
    process.exit(1)
  }
}

const connectPlatform = async (settings: Settings): Promise<Platform> => {
  const log = createLog(settings.logLevel)
  const clock = systemClock
  const ids = randomIds(clock)
  return {
    settings,
    clock,
    ids,
    log,
    database: connectDatabase({
      url: settings.databaseUrl,
      onConnectionLost: (error) => log.warn({ err: error }, 'database connection lost'),
    }),
    jobs: connectJobs({ databaseUrl: settings.databaseUrl, log }),
    liveBus: connectLiveBus(settings.databaseUrl, log),
    wechat: connectWechat({
      baseUrl: settings.wechat.baseUrl,
      appId: settings.wechat.appId,
      appSecret: settings.wechat.appSecret,
      timeoutMs: 5000,
      clock,
      log,
    }),
    files: await openDiskFileStore({
      directory: settings.filesDirectory,
      newName: ids.next,
      clock,
    }),
    personalData: personalData({
      encryptionKeys: settings.personalDataKeys.map(({ id, bytes }) => ({ id, key: bytes })),
      indexKey: settings.blindIndexKey,
      randomBytes,
    }),
  }
}

const settings = settingsOrExit()
await migrateDatabase(settings.databaseUrl)
const platform = await connectPlatform(settings)
const app = await createApp(platform)
if (settings.mode === 'demo') await seedDemo(app.services, platform)
await app.start()
const address = await app.http.listen({ host: settings.host, port: settings.port })
// The starter reads this line to know that requests are served.
process.stdout.write(`LINLI_READY ${address}\n`)

closeWithGrace({ delay: 20_000 }, async ({ err, signal }) => {
  if (err) platform.log.error({ err }, 'uncaught')
  else platform.log.info({ signal }, 'stopping')
  await app.stop()
})
