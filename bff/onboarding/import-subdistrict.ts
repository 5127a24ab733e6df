import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { migrateDatabase } from '#db/migrate.ts'
import { createServices } from '../app.ts'
import { readSettings, SettingsError } from '../env.ts'
import { connectPlatform } from '../platform/connect-platform.ts'
import { FaultyFile } from './file-shapes.ts'
import type { ImportReport } from './onboarding.service.ts'
import { importSubdistrict } from './onboarding.service.ts'
import { reportWords } from './report-words.ts'

const usage = `npm run import:subdistrict -- <plan.json>     brings a subdistrict in, or up to date
npm run import:subdistrict -- --example > plan.json     prints a small plan to start from

  The plan names places, roads, house numbers, units, people and their posts by keys; keep a key
  and the row keeps its identity. Staff sign in with WeChat and bind the phone the plan gives them.
  With DATABASE_URL, LINLI_MODE and the other settings of the server it works on that database,
  else on the one of this checkout.
`
const shownFaults = 40

interface Borrowed {
  readonly url: string
  readonly giveBack: () => Promise<void>
}

const borrowDatabase = async (): Promise<Borrowed> => {
  const starter: { borrowDatabase: (say: (line: string) => void) => Promise<Borrowed> } =
    await import(new URL('../start/borrow-database.mjs', import.meta.url).href)
  return starter.borrowDatabase((line) => process.stderr.write(`▸ ${line}\n`))
}

const run = async (text: string, env: NodeJS.ProcessEnv): Promise<ImportReport> => {
  const settings = readSettings({ LOG_LEVEL: 'warn', ...env })
  await migrateDatabase(settings.databaseUrl)
  const platform = await connectPlatform(settings)
  await platform.liveBus.start()
  try {
    return await importSubdistrict(createServices(platform), platform, text)
  } finally {
    await platform.liveBus.stop()
    await platform.database.close()
  }
}

const wordsOf = (error: unknown): string => {
  if (error instanceof FaultyFile) {
    const { faults } = error
    const more = faults.length - shownFaults
    const shown = faults.slice(0, shownFaults).map((fault) => `  ${fault}`)
    if (more > 0) shown.push(`  … and ${more} more`)
    return `The plan cannot be taken; nothing was changed.\n${shown.join('\n')}`
  }
  if (error instanceof SettingsError) return error.message
  return `${error instanceof Error ? error.message : error}\n  Nothing was changed.`
}

const main = async (args: string[]): Promise<void> => {
  const options = { example: { type: 'boolean', default: false } } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  if (values.example) {
    const { subdistrictExample } = await import('./subdistrict-example.ts')
    process.stdout.write(`${JSON.stringify(subdistrictExample, null, 2)}\n`)
    return
  }
  const [file, another] = positionals
  if (file === undefined || another !== undefined) throw new Error(`Name one file.\n\n${usage}`)
  const text = await readFile(file, 'utf8')
  if (process.env.DATABASE_URL) {
    process.stdout.write(reportWords(await run(text, process.env)))
    return
  }
  const borrowed = await borrowDatabase()
  try {
    const env = { LINLI_MODE: 'demo', ...process.env, DATABASE_URL: borrowed.url }
    process.stdout.write(reportWords(await run(text, env)))
  } finally {
    await borrowed.giveBack()
  }
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`\n✗ ${wordsOf(error)}\n\n`)
  process.exitCode = 1
}
