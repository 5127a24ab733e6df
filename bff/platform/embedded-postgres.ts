import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createDatabase, databaseExists } from './postgres-databases.ts'
import type { DatabasePlace } from './postgres-place.ts'
import { existingHome, findPlace, giveTo } from './postgres-place.ts'
import type { StopMode } from './postgres-process.ts'
import { isAlive, runningPostmaster, stopPostmaster } from './postgres-process.ts'

const USER = 'linli'
const DATABASE = 'linli'
const READY_WITHIN_MS = 60_000
const LOG_LIMIT_BYTES = 10_000_000

type StartOptions = {
  /** An absolute directory of its own; created when missing, e.g. `.data/postgres`. */
  directory: string
  /** One line for the log: what happened and why. */
  log?: (line: string) => void
  /** One line for a person who waits: what is being done now. */
  onProgress?: (line: string) => void
}

export type EmbeddedDatabase = {
  url: string
  port: number
  readonly pid: number
  /** `fast` ends clients and checkpoints; `immediate` is a crash from which it recovers. */
  stop(options?: { mode?: StopMode }): Promise<void>
  /** Crashes PostgreSQL and starts it again on the same port and data. */
  restartImmediate(): Promise<void>
}

type Running = { pid: number; port: number }

type Locks = { withLock<T>(file: string, onWait: () => void, work: () => Promise<T>): Promise<T> }

function ignore(): void {}

function urlOf(password: string, port: number, database: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`
}

/** The settings in postmaster's own words; durability (fsync, full_page_writes) stays at default. */
function settings(port: number): string[] {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    // A socket's path may have 107 bytes and a checkout's may be longer: TCP only.
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_line_prefix: '%m [%p] ',
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Nothing of PGPORT, PGDATA, PGOPTIONS … of the caller may reach our PostgreSQL. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}

function spawnOptions(place: DatabasePlace) {
  const user = place.user === undefined ? {} : { uid: place.user.uid, gid: place.user.gid }
  return { ...user, cwd: '/', env: cleanEnvironment() }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

function readPassword(place: DatabasePlace): string {
  if (!existsSync(place.password)) {
    throw new Error(
      `The database in ${place.data} is there but its password file ${place.password} is missing. ` +
        `Put it back, or delete ${place.home} to begin with an empty database.`,
    )
  }
  return readFileSync(place.password, 'utf8').trim()
}

/** Makes the cluster beside its final name first: a killed initdb never leaves half a database. */
async function initialise(place: DatabasePlace): Promise<void> {
  const fresh = `${place.data}.new`
  const passwordCopy = join(fresh, '..', 'password.new')
  rmSync(fresh, { recursive: true, force: true })
  rmSync(place.password, { force: true })
  writeFileSync(place.password, randomBytes(24).toString('hex'), { mode: 0o600 })
  mkdirSync(fresh, { mode: 0o700 })
  giveTo(place.user, fresh)
  writeFileSync(passwordCopy, readPassword(place), { mode: 0o600 })
  giveTo(place.user, passwordCopy)
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const login = ['--auth=scram-sha-256', `--username=${USER}`, `--pwfile=${passwordCopy}`]
  const initdb = (ctype: string) => [
    `--pgdata=${fresh}`,
    `--lc-ctype=${ctype}`,
    ...locale,
    ...login,
  ]
  try {
    // Under lc_ctype C, pg_trgm finds no trigrams in Chinese text and search answers nothing.
    let output: string | undefined = ''
    for (const ctype of ['C.UTF-8', 'C.utf8', 'en_US.UTF-8']) {
      output = await run(join(place.bin, 'initdb'), initdb(ctype), place)
      if (output === undefined) break
    }
    if (output !== undefined) throw new Error(`PostgreSQL could not be initialised:\n${output}`)
  } finally {
    rmSync(passwordCopy, { force: true })
  }
  renameSync(fresh, place.data)
}

/** Runs a program to its end; answers undefined for success, else the end of its output. */
function run(program: string, args: string[], place: DatabasePlace): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...spawnOptions(place),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-2_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code) => resolve(code === 0 ? undefined : output))
  })
}

async function answers(url: string, data: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  client.on('error', ignore)
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory === data
  } catch {
    return false
  } finally {
    await client.end().catch(ignore)
  }
}

/** The PostgreSQL a killed run left behind, if it still answers; one that does not is ended. */
async function adopt(place: DatabasePlace, password: string): Promise<Running | undefined> {
  const deadline = performance.now() + READY_WITHIN_MS
  for (;;) {
    const found = runningPostmaster(place.data)
    if (found === undefined) return undefined
    if (found.ready && (await answers(urlOf(password, found.port, 'postgres'), place.data))) {
      return { pid: found.pid, port: found.port }
    }
    if (found.ready || performance.now() > deadline) {
      await stopPostmaster(found.pid, 'immediate')
      return undefined
    }
    await sleep(50)
  }
}

function logTail(place: DatabasePlace, from: number): string {
  return readFileSync(place.logFile).subarray(from).toString('utf8').slice(-2_000)
}

type Launched = { running: Running } | { failed: string }

async function launch(place: DatabasePlace, port: number): Promise<Launched> {
  if (existsSync(place.logFile) && statSync(place.logFile).size > LOG_LIMIT_BYTES) {
    truncateSync(place.logFile)
  }
  const log = openSync(place.logFile, 'a', 0o600)
  const logStart = statSync(place.logFile).size
  // Its own process group: Ctrl-C must reach the server first, and the database only after it.
  const child = spawn(join(place.bin, 'postgres'), ['-D', place.data, ...settings(port)], {
    ...spawnOptions(place),
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let ended: string | undefined
  child.once('error', (error) => {
    ended = error.message
  })
  const onExit = (): void => {
    ended ??= logTail(place, logStart)
  }
  child.once('exit', onExit)
  child.unref()
  const deadline = performance.now() + READY_WITHIN_MS
  while (ended === undefined && performance.now() < deadline) {
    const found = child.pid === undefined ? undefined : runningPostmaster(place.data)
    if (found?.ready === true && found.pid === child.pid) {
      child.off('exit', onExit)
      return { running: { pid: found.pid, port } }
    }
    await sleep(15)
  }
  if (ended === undefined && child.pid !== undefined) await stopPostmaster(child.pid, 'immediate')
  return { failed: ended ?? `no answer within ${READY_WITHIN_MS / 1000} s` }
}

/** Starts on `port` or a free one. A port taken meanwhile, or a crash's last children, pass by. */
async function start(place: DatabasePlace, port: number | undefined): Promise<Running> {
  let failed = ''
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const launched = await launch(place, port ?? (await freePort()))
    if ('running' in launched) return launched.running
    failed = launched.failed
    const passes =
      /shared memory block|lock file|could not (bind|create any TCP)|Address already/.test(failed)
    if (!passes) break
    await sleep(250)
  }
  throw new Error(`PostgreSQL did not start. Its log is ${place.logFile} and ends:\n${failed}`)
}

/**
 * Starts a real PostgreSQL with its data under `directory`, or adopts the one a killed run left
 * there. It outlives this process unless stopped. Throws an Error with a message for people.
 */
export async function startDatabase(options: StartOptions): Promise<EmbeddedDatabase> {
  if (process.platform === 'win32') {
    throw new Error('Windows is not supported; use WSL, or set DATABASE_URL.')
  }
  // Two that initialise one folder at once would each write a password, and one of them is lost.
  const locks = new URL('../start/process-lock.mjs', import.meta.url).href
  const { withLock }: Locks = await import(locks)
  const onWait = (): void => options.onProgress?.('waiting for another start of this database …')
  return withLock(`${options.directory}.lock`, onWait, () => startAlone(options))
}

async function startAlone(options: StartOptions): Promise<EmbeddedDatabase> {
  const log = options.log ?? ignore
  const progress = options.onProgress ?? ignore
  const place = findPlace(options.directory, log)
  if (!existsSync(join(place.data, 'PG_VERSION'))) {
    progress('making a new PostgreSQL database …')
    await initialise(place)
  }
  const password = readPassword(place)
  const adopted = await adopt(place, password)
  if (adopted !== undefined) log(`adopted the PostgreSQL a former run left (${adopted.pid})`)
  let running = adopted ?? (await start(place, undefined))
  const url = urlOf(password, running.port, DATABASE)
  if (!(await databaseExists(url, DATABASE))) await createDatabase(url, DATABASE)
  log(`PostgreSQL answers on 127.0.0.1:${running.port}, data in ${place.data}`)
  return {
    url,
    port: running.port,
    get pid() {
      return running.pid
    },
    stop: async ({ mode = 'fast' } = {}) => {
      if (isAlive(running.pid)) await stopPostmaster(running.pid, mode)
    },
    restartImmediate: async () => {
      await stopPostmaster(running.pid, 'immediate')
      running = await start(place, running.port)
    },
  }
}

/** Stops whatever PostgreSQL runs on `directory` and deletes all its files, wherever they are. */
export async function removeDatabase(directory: string): Promise<void> {
  const home = existingHome(directory)
  if (home === undefined) return
  const found = runningPostmaster(join(home, 'data'))
  if (found !== undefined) await stopPostmaster(found.pid, 'immediate')
  rmSync(home, { recursive: true, force: true })
  rmSync(directory, { recursive: true, force: true })
}
