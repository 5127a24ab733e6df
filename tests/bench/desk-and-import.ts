import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { listDeskCases } from '#shared/cases/cases.contract.ts'
import type { QueryOf } from '#shared/http/endpoint.ts'
import { subdistrictId } from '#shared/ids.ts'
import { signInAt } from '#tests/guarantees/filing-load.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const matters = ['路灯不亮', '垃圾没人收', '楼道堆物', '下水道堵了', '夜里施工太吵', '电动车乱停']

/** One generated message of the past as a line of a hotline file. */
const lineOf = (at: number): string =>
  JSON.stringify({
    id: `bench-${at}`,
    title: `${matters[at % matters.length]}，第${at}件`,
    text: `合兴路${(at % 300) + 1}号附近${matters[at % matters.length]}，已经${(at % 9) + 1}天了，请派人来看看。电话1391234${String(at % 10_000).padStart(4, '0')}`,
    submittedAt: new Date(Date.UTC(2019, 0, 1) + at * 60_000).toISOString(),
  })

/** The most memory a process has held so far, in MB; undefined where the system hides it. */
const peakOf = (pid: number | undefined): number | undefined => {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024)
  } catch {
    return undefined
  }
}

/** Runs the real import command over generated messages. */
export const measureImport = async (databaseUrl: string, folder: string, messages: number) => {
  const file = path.join(folder, 'messages.jsonl')
  await writeFile(file, `${Array.from({ length: messages }, (_, at) => lineOf(at)).join('\n')}\n`)
  const begun = performance.now()
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'bff/cases/import/import-hotline.ts', file],
    {
      cwd: root,
      env: { ...process.env, DATABASE_URL: databaseUrl, FILES_DIRECTORY: folder },
      stdio: ['ignore', 'ignore', 'ignore'],
    },
  )
  let megabytes: number | undefined
  const looking = setInterval(() => {
    megabytes = peakOf(child.pid) ?? megabytes
  }, 100)
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  clearInterval(looking)
  if (code !== 0) throw new Error(`the import ended with ${code}`)
  const perSecond = Math.round((messages * 1000) / (performance.now() - begun))
  return { messages, perSecond, megabytes }
}

const questions: readonly { what: string; query: QueryOf<typeof listDeskCases> }[] = [
  { what: 'what is open', query: { queue: 'all' } },
  { what: 'history', query: { queue: 'all', state: 'any', history: 'only' } },
  { what: 'history to be sorted', query: { queue: 'review', history: 'only' } },
  {
    what: 'two characters',
    query: { queue: 'all', state: 'any', history: 'with', search: '路灯' },
  },
  {
    what: 'four characters',
    query: { queue: 'all', state: 'any', history: 'with', search: '夜里施工' },
  },
]

/** How long the duty desk waits for each kind of list. */
export const measureDesk = async (address: string) => {
  const desk = await signInAt(address, 'hexing-duty-1')
  const waits = []
  for (const { what, query } of questions) {
    const times: number[] = []
    for (let turn = 0; turn < 100; turn++) {
      const begun = performance.now()
      await desk.call(listDeskCases, { params: { subdistrictId: subdistrictId('hexing') }, query })
      times.push(performance.now() - begun)
    }
    times.sort((one, other) => one - other)
    waits.push({ what, median: times[50] ?? 0, p99: times[98] ?? 0 })
  }
  return waits
}
