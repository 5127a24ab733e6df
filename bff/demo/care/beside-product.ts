import { migrateDatabase } from '#db/migrate.ts'
import { createServices } from '../../app.ts'
import { readSettings, SettingsError } from '../../env.ts'
import { connectPlatform } from '../../platform/connect-platform.ts'
import type { Platform } from '../../platform/platform.ts'
import { seedDemo } from '../seed-demo.ts'

/** What whoever typed the command can mend: said plainly, without a stack trace. */
export class Mistake extends Error {}

/** The running product that made-up devices speak to. */
export interface Product {
  /** Its web page. */
  readonly address: string
  readonly doorUrl: string
  readonly databaseUrl: string
  /** It runs for this command alone. */
  readonly isOwn: boolean
}

interface Borrowed {
  readonly address: string
  readonly mqttPort: number
  readonly databaseUrl: string
  readonly isOwn: boolean
  readonly giveBack: () => Promise<void>
}

type Services = ReturnType<typeof createServices>

/** A product's clock stands where it is told to, and the real one goes on. */
export const servicesAt = (platform: Platform, at: Date): Services =>
  createServices({ ...platform, clock: { now: () => at } })

/**
 * The product's services on its database, for what staff would do by hand; they hear no live events,
 * so that nothing is done twice. @throws Mistake unless the database is a demo's
 */
export const withServices = async <T>(
  databaseUrl: string,
  work: (services: Services, platform: Platform) => Promise<T>,
): Promise<T> => {
  const settings = readSettings({
    ...{ LINLI_MODE: 'demo', LOG_LEVEL: 'warn' },
    ...process.env,
    DATABASE_URL: databaseUrl,
  })
  if (settings.mode !== 'demo') throw new Mistake('Made-up people belong in a demo: LINLI_MODE.')
  await migrateDatabase(databaseUrl)
  const connected = await connectPlatform(settings)
  const { database, jobs, liveBus } = connected
  const platform = {
    ...connected,
    jobs: { ...jobs, handle: () => undefined, every: () => undefined },
    liveBus: { ...liveBus, subscribe: () => undefined },
  }
  try {
    await liveBus.start()
    const services = createServices(platform)
    const isEmpty = (await services.places.list()).length === 0
    if (!isEmpty && !(await services.accounts.demoIsThere()))
      throw new Mistake('This database is not a demo’s: made-up people have no place in it.')
    await seedDemo(services, platform)
    return await work(services, platform)
  } finally {
    await liveBus.stop()
    await database.close()
  }
}

const wordsOf = (error: unknown): string => {
  if (error instanceof Mistake || error instanceof SettingsError) return error.message
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `the database of DATABASE_URL does not answer (${code})`
  return error instanceof Error ? error.message : String(error)
}

/** Runs a command beside the product, and ends it with one plain line when it cannot go on. */
export const runBeside = async (
  work: (
    borrow: (use: (product: Product) => Promise<void>) => Promise<void>,
    say: (line: string) => void,
  ) => Promise<void>,
): Promise<void> => {
  const say = (line: string): void => void process.stderr.write(`▸ ${line}\n`)
  const starter: { borrowProduct: (say: (line: string) => void) => Promise<Borrowed> } =
    await import(new URL('../../start/borrow-product.mjs', import.meta.url).href)
  try {
    await work(async (use) => {
      const { mqttPort, giveBack, ...product } = await starter.borrowProduct(say)
      try {
        await use({ ...product, doorUrl: `mqtt://127.0.0.1:${mqttPort}` })
      } finally {
        await giveBack()
      }
    }, say)
  } catch (error) {
    process.stderr.write(`\n✗ ${wordsOf(error)}\n\n`)
    process.exitCode = 1
  }
}

/** What parseArgs says of a flag, in one line. */
export const inOneLine = (error: unknown): Mistake => {
  if (error instanceof Mistake) return error
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/)
  return new Mistake(`${first} (--help shows the options)`)
}

/** npm hands Ctrl-C on to whom the terminal has told already: within this it is the same one. */
const sameSignal = 1000

/** Ctrl-C and its like; a second one ends the process at once. */
export const untilStopped = (): { readonly isAsked: () => boolean } => {
  let askedAt: number | undefined
  const ask = () => {
    const now = performance.now()
    if (askedAt !== undefined && now - askedAt > sameSignal) process.exit(130)
    askedAt ??= now
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask)
  return { isAsked: () => askedAt !== undefined }
}
