import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { migrateDatabase } from '#db/migrate.ts'
import { Refusal } from '#shared/http/errors.ts'
import { subdistrictId } from '#shared/ids.ts'
import { createServices } from '../../app.ts'
import { seedDemo } from '../../demo/seed-demo.ts'
import { readSettings, SettingsError } from '../../env.ts'
import { connectPlatform } from '../../platform/connect-platform.ts'
import type { ImportReport } from './guide-import.ts'
import { importGuide, UnreadableFile } from './guide-import.ts'

const usage = `npm run import:guide -- <file.json|csv|xlsx> [options]     items of the guide, all or none
npm run import:guide -- --example > items.json             a small file to start from

  --subdistrict <id>   whose guide; default hexing
  --check              only say what is broken
  --report <file>      where to write every broken rule as CSV; default: the first ones are shown
`
const shownFaults = 40

interface Borrowed {
  readonly url: string
  readonly giveBack: () => Promise<void>
}

class Mistake extends Error {}

const borrowDatabase = async (given: string | undefined): Promise<Borrowed> => {
  if (given) return { url: given, giveBack: async () => undefined }
  const starter: { borrowDatabase: (say: (line: string) => void) => Promise<Borrowed> } =
    await import(new URL('../../start/borrow-database.mjs', import.meta.url).href)
  return starter.borrowDatabase((line) => process.stderr.write(`▸ ${line}\n`))
}

const options = {
  example: { type: 'boolean', default: false },
  subdistrict: { type: 'string', default: 'hexing' },
  check: { type: 'boolean', default: false },
  report: { type: 'string' },
} as const

const readWishes = (args: string[]) => {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new Mistake(`${error instanceof Error ? error.message : error}\n\n${usage}`)
  }
}
type Wishes = ReturnType<typeof readWishes>['values']

const run = async (file: string, wishes: Wishes, databaseUrl: string): Promise<ImportReport> => {
  const content = await readFile(file)
  const settings = readSettings({
    LINLI_MODE: 'demo',
    LOG_LEVEL: 'warn',
    ...process.env,
    DATABASE_URL: databaseUrl,
  })
  await migrateDatabase(databaseUrl)
  const platform = await connectPlatform(settings)
  const services = createServices(platform)
  await platform.liveBus.start()
  try {
    if (settings.mode === 'demo') await seedDemo(services, platform)
    const subdistrict = subdistrictId(wishes.subdistrict)
    await services.places
      .subdistrict(platform.database.reader, subdistrict)
      .catch((error: unknown) => {
        if (error instanceof Refusal) throw new Mistake(`There is no subdistrict ${subdistrict}.`)
        throw error
      })
    return await importGuide(services, platform, {
      subdistrictId: subdistrict,
      fileName: file,
      content,
      checkOnly: wishes.check,
    })
  } finally {
    await platform.liveBus.stop()
    await platform.database.close()
  }
}

const tell = async ({ read, faults, unknownTitles, published }: ImportReport, file?: string) => {
  const lines = faults.map(
    ({ no, code, rule, at, words }) => `${no},${code},${rule},"${at}",${words}`,
  )
  if (file !== undefined)
    await writeFile(file, `\ufeff${['no,code,rule,at,words', ...lines].join('\r\n')}\r\n`)
  for (const title of unknownTitles) process.stdout.write(`  ! no such column: ${title}\n`)
  for (const line of file === undefined ? lines.slice(0, shownFaults) : [])
    process.stdout.write(`  ${line}\n`)
  if (file === undefined && lines.length > shownFaults)
    process.stdout.write(`  … and ${lines.length - shownFaults} more; --report writes all\n`)
  process.stdout.write(
    published
      ? `read ${read}: ${published.added} added, ${published.changed} changed, ${published.unchanged} as before\n`
      : `read ${read}, ${faults.length} broken rules in ${new Set(faults.map(({ no }) => no)).size} items; nothing was written\n`,
  )
}

const main = async (): Promise<void> => {
  const { values, positionals } = readWishes(process.argv.slice(2))
  if (values.example) {
    const { writtenItems } = await import('#db/seed/guide/build-items.ts')
    process.stdout.write(`${JSON.stringify(writtenItems().slice(0, 2), null, 2)}\n`)
    return
  }
  const [file, another] = positionals
  if (file === undefined || another !== undefined) throw new Mistake(`Name one file.\n\n${usage}`)
  const borrowed = await borrowDatabase(process.env.DATABASE_URL)
  try {
    const report = await run(file, values, borrowed.url)
    await tell(report, values.report)
    if (report.published === null && !values.check) process.exitCode = 1
  } finally {
    await borrowed.giveBack()
  }
}

try {
  await main()
} catch (error) {
  const said =
    error instanceof Mistake || error instanceof SettingsError || error instanceof UnreadableFile
      ? error.message
      : `${error instanceof Error ? error.message : error}\n  Nothing was changed.`
  process.stderr.write(`\n✗ ${said}\n\n`)
  process.exitCode = 1
}
