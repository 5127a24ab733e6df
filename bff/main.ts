import closeWithGrace from 'close-with-grace'
import { migrateDatabase, UnfitDatabase } from '#db/migrate.ts'
import { createApp, createServices } from './app.ts'
import { fileDemoCases } from './demo/demo-cases.ts'
import { withDemoCashier } from './demo/demo-cashier.ts'
import { seedDemo } from './demo/seed-demo.ts'
import { welcome } from './demo/welcome.ts'
import { superviseDoor } from './devices/door/supervisor.ts'
import { readSettings, SettingsError } from './env.ts'
import { connectPlatform } from './platform/connect-platform.ts'

/** What whoever starts the server can put right is said in one line each, without a stack. */
const plainly = (error: unknown): string | undefined => {
  if (error instanceof SettingsError || error instanceof UnfitDatabase) return error.message
  const code = error instanceof Error ? Reflect.get(error, 'code') : undefined
  if (code === 'EADDRINUSE')
    return `port ${process.env.PORT} is taken by another program (EADDRINUSE)`
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `the database of DATABASE_URL does not answer (${code})`
  return undefined
}

const start = async (): Promise<void> => {
  const settings = readSettings(process.env)
  await migrateDatabase(settings.databaseUrl)
  const { platform, tellAt } = await withDemoCashier(await connectPlatform(settings))
  const app = await createApp(platform)
  let door: ReturnType<typeof superviseDoor> | undefined
  let home: { readonly stop: () => Promise<void> } | undefined
  closeWithGrace({ delay: 20_000, logger: false }, async ({ err, signal }) => {
    if (err) platform.log.error({ err }, 'uncaught')
    else platform.log.info({ signal }, 'stopping')
    await home?.stop()
    await door?.stop()
    await app.stop()
  })
  const isDemo = settings.mode === 'demo'
  const isNew = isDemo && (await seedDemo(app.services, platform))
  if (isDemo) {
    const { keepDemoMenus } = await import('./demo/demo-menus.ts')
    platform.jobs.every(3600, 'demo.menus', () => keepDemoMenus(app.services.canteen, platform))
  }
  await app.start()
  if (isNew && settings.demoCases) {
    await fileDemoCases(app.services)
    const { makeDemoBookings } = await import('./demo/demo-bookings.ts')
    await makeDemoBookings(app.services, platform.clock.now())
  }
  let isHomeBegun = false
  const beginHome = async (port: number): Promise<void> => {
    const { movedInAt, startLivingHome } = await import('./demo/care/living-home.ts')
    const movedIn = movedInAt(platform.clock.now())
    const quiet = { ...platform.jobs, handle: () => undefined, every: () => undefined }
    const before = createServices({ ...platform, jobs: quiet, clock: { now: () => movedIn } })
    const now = () => platform.clock.now().getTime()
    const { reader } = platform.database
    home = await startLivingHome({ before, services: app.services, reader, port, now })
  }
  const address = await app.http.listen({ host: settings.host, port: settings.port })
  tellAt(address)
  if (settings.mqtt)
    door = superviseDoor({
      env: process.env,
      log: platform.log,
      onOpen: (port, pid) => {
        process.stdout.write(`LINLI_MQTT_READY ${port} ${pid}\n`)
        process.send?.({ mqttPort: port })
        if (!settings.demoCases || isHomeBegun) return
        isHomeBegun = true
        beginHome(port).catch((err: unknown) => platform.log.error({ err }, 'no living home'))
      },
    })
  // The starter reads this line to know that requests are served.
  process.stdout.write(`LINLI_READY ${address}\n`)
  if (isDemo) process.stdout.write(await welcome(address, app.services.accounts))
}

try {
  await start()
} catch (error) {
  const words = plainly(error)
  if (words === undefined) throw error
  process.stderr.write(`Linli does not start:\n${words}\n`)
  process.exit(1)
}
