import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { demoItemCode, generatedInDemo, generatedItems } from '#db/seed/guide/build-items.ts'
import { findGuideItems } from '#shared/guide/guide.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { questions } from '#tests/guide/questions.ts'
import { clientOf } from '#tests/support/client.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const many = 20_000
const hexing = { subdistrictId: subdistrictId('hexing') }
const say = (line: string) => process.stdout.write(`${line}\n`)

const quantiles = (took: number[]): string => {
  const sorted = [...took].sort((one, other) => one - other)
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`
}

/** What is sent while a question is typed: after two characters, after four, and whole. */
const typedOf = (question: string): string[] => [
  ...new Set([question.slice(0, 2), question.slice(0, 4), question]),
]

const ask = async (address: string, client: pg.Client): Promise<void> => {
  const nobody = clientOf(address)
  const find = async (text: string) =>
    (await nobody.call(findGuideItems, { params: hexing, query: { text } })).items
  await find('敬老卡')
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from guide_shelf where subdistrict_id = 'hexing'`,
  )
  const ours: number[] = []
  const bare: number[] = []
  let right = 0
  for (const [question, ...slugs] of questions) {
    for (const text of typedOf(question)) {
      let began = performance.now()
      const found = await find(text)
      ours.push(performance.now() - began)
      if (text === question) {
        const codes = slugs.map(demoItemCode)
        if (found.slice(0, 3).some(({ code }) => codes.includes(code))) right++
      }
      began = performance.now()
      await client.query({
        name: 'bare.find',
        text: `select code, name, summary from guide_shelf
          where subdistrict_id = 'hexing' and search @@ $1::tsquery limit 10`,
        values: [`'${text.slice(0, 2).replaceAll("'", '')}'`],
      })
      bare.push(performance.now() - began)
    }
  }
  say(
    `guide: search while typing, ${rows[0]?.n} items, one asker, ${ours.length} searches\n` +
      `  bare, one pair of characters by its index, no ranking, no HTTP: ${quantiles(bare)}\n` +
      `  ours, over HTTP, ranked: ${quantiles(ours)}\n` +
      `  right item in the first three: ${right} of ${questions.length}`,
  )
}

/** @returns seconds, the start of the command included */
const bring = async (databaseUrl: string, file: string): Promise<number> => {
  const began = performance.now()
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'bff/guide/import/import-guide.ts', file],
    {
      cwd: root,
      env: { PATH: process.env.PATH, LINLI_MODE: 'demo', DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`the import ended with ${code}`)
  return (performance.now() - began) / 1000
}

/** Search at the size of a subdistrict and at 20,000 items, and how long these take to come in. */
export const measureGuide = async (
  address: string,
  databaseUrl: string,
  folder: string,
): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await ask(address, client)
    const items = generatedItems(many, generatedInDemo)
    const file = path.join(folder, 'items.json')
    await writeFile(file, JSON.stringify(items))
    say(`guide: ${many} items imported in ${(await bring(databaseUrl, file)).toFixed(1)} s`)
    await client.query('analyze guide_shelf')
    await ask(address, client)
  } finally {
    await client.end()
  }
}
