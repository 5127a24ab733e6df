import closeWithGrace from 'close-with-grace'
import { migrateDatabase } from '#db/migrate.ts'

import { createApp } from './app.ts'
import { seedDemo } from './demo/seed-demo.ts'
import type { Settings } from './env.ts'
import { readSettings, SettingsError } from './env.ts'
import { connectPlatform } from './platform/connect-platform.ts'

const settingsOrExit = (): Settings => {
  try {
    return readSettings(process.env)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`Linli does not start:\n${error.message}\n`)
    process.exit(1)
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
