import { spawn } from 'node:child_process'
import { cpus } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { removeDatabase, startDatabase } from '#bff/platform/embedded-postgres.ts'
import { createDatabase } from '#bff/platform/postgres-databases.ts'
import { fileCase } from '#shared/cases/cases.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { searchPlaces } from '#shared/places/places.contract.ts'
import { signInAt } from '#tests/guarantees/filing-load.ts'
import { startServerProcess, temporaryFolder } from '#tests/support/server-process.ts'
import { prepareBookings } from './booking-scene.ts'
import { measureBookings } from './bookings.ts'
import { careParts, measureCare } from './care.ts'
import { measureDesk, measureImport } from './desk-and-import.ts'
import { filedRows } from './filed-rows.ts'
import { measureGuide } from './guide.ts'
import { measureInTurn } from './load.ts'
import { report } from './report.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const seconds = Number(process.env.BENCH_SECONDS ?? '8')
const rounds = 3
const cityParts = ['cases', 'bookings', 'desk', 'guide'] as const
/** Only these parts of it, with commas: those above, `care`, or single ones of care. */
const only = process.env.BENCH_ONLY?.split(',')
const known: readonly string[] = [...cityParts, 'care', ...careParts]
for (const part of only ?? [])
  if (!known.includes(part)) throw new Error(`BENCH_ONLY knows ${known.join(', ')}`)
const isWanted = (part: string): boolean => only === undefined || only.includes(part)
const isCareWanted = (part: string): boolean => isWanted(part) || isWanted('care')

const startBare = async (env: Readonly<Record<string, string>>) => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/bench/bare-server.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, LINLI_MODE: 'demo', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      const ready = /LINLI_READY (\S+)/.exec(chunk.toString())
      if (ready?.[1]) resolve(ready[1])
    })
    child.once('exit', () => reject(new Error('the bare server ended')))
  })
  return { address, pid: child.pid ?? 0, stop: () => child.kill('SIGKILL') }
}

const folder = await temporaryFolder()
const directory = path.join(folder.path, 'postgres')
const postgres = await startDatabase({ directory })

const measureCity = async (): Promise<void> => {
  const start = () =>
    startServerProcess({
      databaseUrl: postgres.url,
      filesDirectory: folder.path,
      env: { LOG_LEVEL: 'silent' },
    })
  const seeding = await start()
  const people = ['chen-yue', 'xia-genfa', 'tao-liming', 'zhang-hui']
  const clients = await Promise.all(people.map((person) => signInAt(seeding.address, person)))
  const tokens = clients.map((client) => client.accessToken ?? '')
  const [first] = clients
  if (!first) throw new Error('nobody to file')
  const { places } = await first.call(searchPlaces, {
    query: { text: '合兴二村', subdistrictId: subdistrictId('hexing') },
  })
  const estate = places.find((place) => place.estate !== null)?.estate
  if (!estate) throw new Error('no estate to report from')
  const body = {
    subdistrictId: subdistrictId('hexing'),
    text: '路面坏了一个大洞，晚上看不见，老人容易摔倒',
    typeCode: 'road',
    place: { placeId: estate.placeId },
    photoIds: [],
    source: 'resident' as const,
  }
  const { case: filed } = await first.call(fileCase, { body })
  const { rows, ids } = await filedRows(postgres.url, filed.caseId, filed.number)
  process.stdout.write(
    `filing one case writes ${rows.map(({ table, count }) => `${count} ${table}`).join(', ')}\n`,
  )
  for (let more = 0; more < 25; more++)
    for (const client of clients) await client.call(fileCase, { body })
  await seeding.terminate()
  const bookings = await prepareBookings(postgres.url)

  // A copy of its own: ours would do the jobs that the bare server writes down.
  const name = new URL(postgres.url).pathname.slice(1)
  const bareUrl = await createDatabase(postgres.url, 'bare', name)
  const server = await start()
  const bare = await startBare({
    DATABASE_URL: bareUrl,
    BARE_ROWS: JSON.stringify(rows),
    BARE_IDS: JSON.stringify(ids),
    BARE_BOOKING: JSON.stringify(bookings.rows),
  })
  const bareServer = { address: bare.address, pid: bare.pid }
  const ourServer = { address: server.address, pid: server.child.pid ?? 0 }

  if (isWanted('bookings'))
    await measureBookings(bookings, ourServer, bareServer, { seconds, rounds })
  if (isWanted('cases')) {
    const listing = { path: '/api/cases/mine', method: 'GET', tokens } as const
    report(
      '“my cases”, 20 rows',
      await measureInTurn(
        [
          { ...listing, ...bareServer, path: '/bare/cases/mine' },
          { ...listing, ...ourServer },
          { ...listing, ...bareServer, path: '/bare/cases/few-columns' },
        ],
        seconds,
        rounds,
      ),
      { floor: 0.6, aim: 0.85, otherIs: 'few columns of the same list' },
    )
    const filing = { method: 'POST', tokens, body } as const
    report(
      'filing a case',
      await measureInTurn(
        [
          { ...filing, ...bareServer, path: '/bare/cases' },
          { ...filing, ...ourServer, path: '/api/cases' },
          { ...filing, ...bareServer, path: '/bare/cases/at-once' },
        ],
        seconds,
        rounds,
      ),
      { floor: 0.6, aim: 0.85, otherIs: 'all rows in one statement' },
    )
  }
  bare.stop()
  if (isWanted('guide')) await measureGuide(server.address, postgres.url, folder.path)
  if (isWanted('desk')) {
    const brought = await measureImport(postgres.url, folder.path, 5000)
    process.stdout.write(
      `importing ${brought.messages} messages, start included\n  ${brought.perSecond}/s, at most ${brought.megabytes ?? '?'} MB in memory\n`,
    )
    process.stdout.write(`the desk with ${brought.messages} imported cases, one asker\n`)
    for (const { what, median, p99 } of await measureDesk(server.address))
      process.stdout.write(`  ${what}: median ${median.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms\n`)
  }
  await server.terminate()
}

process.stdout.write(
  `bench: ${cpus().length} cores, Node ${process.versions.node}, 50 connections, ${rounds} × ${seconds} s each, bare and ours in turn\n`,
)
try {
  if (cityParts.some(isWanted)) await measureCity()
  if (careParts.some(isCareWanted))
    await measureCare(postgres, folder.path, isCareWanted, { seconds, rounds })
} finally {
  await removeDatabase(directory)
  await folder.remove()
}
