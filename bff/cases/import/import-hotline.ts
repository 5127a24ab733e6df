import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { migrateDatabase } from '#db/migrate.ts'
import { Refusal } from '#shared/http/errors.ts'
import { subdistrictId } from '#shared/ids.ts'
import { createServices } from '../../app.ts'
import { seedDemo } from '../../demo/seed-demo.ts'
import { readSettings, SettingsError } from '../../env.ts'
import { connectPlatform } from '../../platform/connect-platform.ts'
import { liveSince as defaultLiveSince } from './import.policy.ts'
import type { ImportCounts, Refused } from './import.service.ts'
import { importHotline } from './import.service.ts'
import { importProgress } from './import-progress.ts'

const usage = `npm run import:hotline -- <file.jsonl> [options]

  --subdistrict <id>   where the cases belong; default hexing
  --live-after <day>   messages from this day on (2026-11-01, Shanghai) are living cases: clocks
                       start and people are told. Default: 7 days ago. Older ones are history.
  --report <file>      where to write what was refused and why; default: shown here
`

interface Wishes {
  readonly file: string
  readonly subdistrict: string
  readonly liveAfter: Date | undefined
  readonly report: string | undefined
}

/** What a person can mend: said plainly, without a stack trace. */
class Mistake extends Error {}

const dayInShanghai = (text: string): Date => {
  const at = new Date(`${text}T00:00:00+08:00`)
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime())
  if (!isDay) throw new Mistake(`--live-after wants a day such as 2026-11-01, not ${text}`)
  return at
}

const readWishes = (args: string[]): Wishes => {
  const options = {
    subdistrict: { type: 'string', default: 'hexing' },
    'live-after': { type: 'string' },
    report: { type: 'string' },
  } as const
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const [file, another] = positionals
    if (file === undefined || another !== undefined) throw new Mistake('Name one file.')
    const liveAfter = values['live-after']
    return {
      file,
      subdistrict: values.subdistrict,
      liveAfter: liveAfter === undefined ? undefined : dayInShanghai(liveAfter),
      report: values.report,
    }
  } catch (error) {
    throw new Mistake(`${error instanceof Error ? error.message : error}\n\n${usage}`)
  }
}

/** Lines go to the disk as they are found out, so that a long list needs no memory. */
const openReport = async (file: string | undefined) => {
  const handle: FileHandle | undefined = file === undefined ? undefined : await open(file, 'w')
  const write = async (text: string) => {
    if (handle) await handle.write(text)
    else process.stdout.write(text)
  }
  return {
    refused: async (list: readonly Refused[]) => {
      const lines = list.map(({ line, id, why }) => `line ${line}${id && ` (id ${id})`}: ${why}\n`)
      if (lines.length > 0) await write(lines.join(''))
    },
    end: async ({ read, added, already, refused }: ImportCounts) => {
      await write(`read ${read}, added ${added}, already there ${already}, refused ${refused}\n`)
      await handle?.close()
    },
  }
}

interface Borrowed {
  readonly url: string
  readonly giveBack: () => Promise<void>
}

const borrowDatabase = async (given: string | undefined): Promise<Borrowed> => {
  if (given) return { url: given, giveBack: async () => undefined }
  const starter: { borrowDatabase: (say: (line: string) => void) => Promise<Borrowed> } =
    await import(new URL('../../start/borrow-database.mjs', import.meta.url).href)
  return starter.borrowDatabase((line) => process.stderr.write(`▸ ${line}\n`))
}

const run = async (wishes: Wishes, databaseUrl: string): Promise<void> => {
  const settings = readSettings({
    LINLI_MODE: 'demo',
    LOG_LEVEL: 'warn',
    ...process.env,
    DATABASE_URL: databaseUrl,
  })
  await migrateDatabase(databaseUrl)
  const platform = await connectPlatform(settings)
  const { clock, database, liveBus } = platform
  const services = createServices(platform)
  await liveBus.start()
  try {
    if (settings.mode === 'demo') await seedDemo(services, platform)
    const subdistrict = subdistrictId(wishes.subdistrict)
    await database
      .inTransaction((tx) => services.places.subdistrict(tx, subdistrict))
      .catch((error: unknown) => {
        if (error instanceof Refusal) throw new Mistake(`There is no subdistrict ${subdistrict}.`)
        throw error
      })
    const report = await openReport(wishes.report)
    const startedAt = clock.now()
    const { size } = await stat(wishes.file)
    const progress = importProgress(process.stderr, size, startedAt.getTime())
    let stopping = false
    process.once('SIGINT', () => {
      stopping = true
    })
    const counts = await importHotline(
      { clock, database, cases: services.cases },
      {
        source: createReadStream(wishes.file),
        subdistrictId: subdistrict,
        liveSince: wishes.liveAfter ?? defaultLiveSince(startedAt),
        onBatch: async (soFar, refused) => {
          await report.refused(refused)
          progress.show(soFar, clock.now().getTime())
        },
        mayStop: () => stopping,
      },
    )
    progress.end(counts, clock.now().getTime())
    await report.end(counts)
    if (stopping) throw new Mistake('Stopped. Run the same command again to go on.')
  } finally {
    await liveBus.stop()
    await database.close()
  }
}

const wordsOf = (error: unknown): string => {
  if (error instanceof Mistake || error instanceof SettingsError) return error.message
  const said = error instanceof Error ? error.message : String(error)
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') return said
  return `${said}\n  What was added stays. Run the same command again: it goes on where it stopped.`
}

try {
  const wishes = readWishes(process.argv.slice(2))
  // A wrong name is said at once, before a database is started for it.
  await (await open(wishes.file, 'r')).close()
  const borrowed = await borrowDatabase(process.env.DATABASE_URL)
  try {
    await run(wishes, borrowed.url)
  } finally {
    await borrowed.giveBack()
  }
} catch (error) {
  process.stderr.write(`\n✗ ${wordsOf(error)}\n\n`)
  process.exitCode = 1
}
