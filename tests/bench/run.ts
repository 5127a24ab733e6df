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
import { measureCareCharts } from './care-charts.ts'
import { measureCareLive } from './care-live.ts'
import { measureDesk, measureImport } from './desk-and-import.ts'
import { filedRows } from './filed-rows.ts'
import { measureGuide } from './guide.ts'
import { measureInTurn } from './load.ts'
import { measureReadings } from './readings.ts'
import { report } from './report.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const seconds = Number(process.env.BENCH_SECONDS ?? '8')
const rounds = 3
/** Only this part of it: `bookings`, `care` or `guide`. */
const only = process.env.BENCH_ONLY

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
process.stdout.write(
  `bench: ${cpus().length} cores, Node ${process.versions.node}, 50 connections, ${rounds} × ${seconds} s each, bare and ours in turn\n`,
)
try {
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

  if (only === undefined || only === 'bookings')
    await measureBookings(bookings, ourServer, bareServer, { seconds, rounds })
  if (only === undefined) {
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
  if (only === undefined || only === 'guide')
    await measureGuide(server.address, postgres.url, folder.path)
  if (only === undefined || only === 'care') {
    await measureReadings(postgres.url, folder.path, { seconds, rounds })
    await measureCareLive(server, postgres.url, folder.path)
    await measureCareCharts(server.address, postgres.url)
  }
  if (only === undefined) {
    const brought = await measureImport(postgres.url, folder.path, 5000)
    process.stdout.write(
      `importing ${brought.messages} messages, start included\n  ${brought.perSecond}/s, at most ${brought.megabytes ?? '?'} MB in memory\n`,
    )
    process.stdout.write(`the desk with ${brought.messages} imported cases, one asker\n`)
    for (const { what, median, p99 } of await measureDesk(server.address))
      process.stdout.write(`  ${what}: median ${median.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms\n`)
  }
  await server.terminate()
} finally {
  await removeDatabase(directory)
  await folder.remove()
}
