import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { register } from 'tsx/esm/api'
import { buildMiniprogram } from './build-miniprogram.mjs'
import { describeProcess, stillRuns, withLock } from './process-lock.mjs'
import { giveUp, projectDirectory } from './set-up.mjs'

const FIRST_PORT = 8787
const dataDirectory = join(projectDirectory, '.data')
const runFile = join(dataDirectory, 'run.json')

/** The pids above us up to npm: when npm is killed, its shell and we would stay unnoticed. */
function npmAncestors() {
  if (process.env.npm_lifecycle_event === undefined) return []
  const found = []
  let pid = process.ppid
  for (let step = 0; step < 3 && pid > 1; step += 1) {
    found.push(describeProcess(pid))
    try {
      const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
      if (!/^(sh|bash|dash|ash|busybox)$/.test(name)) break
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      pid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    } catch {
      break
    }
  }
  return found
}

function readRun() {
  try {
    return JSON.parse(readFileSync(runFile, 'utf8'))
  } catch {
    return undefined
  }
}

async function end(process_, patience) {
  const deadline = Date.now() + patience
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    if (!stillRuns(process_)) return
    try {
      process.kill(process_.pid, signal)
    } catch {
      return
    }
    while (stillRuns(process_) && (signal === 'SIGKILL' || Date.now() < deadline)) await sleep(50)
  }
}

/** A former run that is alive keeps its place; what a killed one left behind is ended. */
async function clearFormerRun() {
  const former = readRun()
  if (former === undefined) return
  const orphaned = former.ancestors.some((ancestor) => !stillRuns(ancestor))
  if (stillRuns(former.launcher) && !orphaned) {
    throw new Error(
      `Linli is already running here${former.url ? `: ${former.url}` : ''} ` +
        `(process ${former.launcher.pid}).\n  Stop it first: kill ${former.launcher.pid}`,
    )
  }
  await end(former.launcher, 15_000)
  if (former.server !== undefined) await end(former.server, 5_000)
}

function portIsFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

async function choosePort(host) {
  if (process.env.PORT) return process.env.PORT
  for (let port = FIRST_PORT; port < FIRST_PORT + 200; port += 1) {
    if (await portIsFree(port, host)) return String(port)
  }
  throw new Error(`No free port from ${FIRST_PORT} on. Name one: PORT=9000 npm start`)
}

async function startEmbedded() {
  register()
  const { startDatabase } = await import('../platform/embedded-postgres.ts')
  const say = (line) => console.log(`▸ ${line}`)
  return startDatabase({ directory: join(dataDirectory, 'postgres'), log: say, onProgress: say })
}

function startServer(databaseUrl, host, port) {
  const main = join(projectDirectory, 'bff', 'main.ts')
  const parentWatch = new URL('./stop-with-parent.mjs', import.meta.url).href
  // Its own process group: Ctrl-C reaches only us, and we end it once and in order.
  return spawn(process.execPath, ['--import', 'tsx', '--import', parentWatch, main], {
    cwd: projectDirectory,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      LINLI_MODE: 'demo',
      LINLI_DEMO_CASES: 'yes',
      MQTT_PORT: '0',
      LOG_LEVEL: 'warn',
      FILES_DIRECTORY: join(dataDirectory, 'files'),
      H5_DIRECTORY: join(projectDirectory, 'miniprogram', 'dist', 'h5'),
      ...process.env,
      DATABASE_URL: databaseUrl,
      HOST: host,
      PORT: port,
    },
  })
}

function untilExit(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, message: error.message }))
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}

/** Resolves at Ctrl-C, SIGTERM, or when npm above us is gone. npm repeats signals: once counts. */
function untilAskedToStop(ancestors) {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, resolve)
    const watch = () => ancestors.some((ancestor) => !stillRuns(ancestor)) && resolve()
    setInterval(watch, 500).unref()
  })
}

/** Database, then server; what is already up is told to `up` so that it can be taken down. */
async function bringUp(up) {
  await clearFormerRun()
  await buildMiniprogram('h5')
  const host = process.env.HOST ?? '127.0.0.1'
  const given = process.env.DATABASE_URL
  if (!given) up.database = await startEmbedded()
  await launchServer(up, given || up.database.url, host)
}

async function launchServer(up, databaseUrl, host) {
  const port = await choosePort(host)
  up.again = () => launchServer(up, databaseUrl, host)
  up.lostPort = async () => !process.env.PORT && !(await portIsFree(port, host))
  up.server = startServer(databaseUrl, host, port)
  up.ended = untilExit(up.server)
  const run = {
    launcher: describeProcess(process.pid),
    server: describeProcess(up.server.pid),
    ancestors: npmAncestors(),
    url: `http://localhost:${port}`,
  }
  writeFileSync(runFile, JSON.stringify(run))
  // Where devices are let in: commands that bring some look here.
  up.server.on('message', ({ mqttPort }) =>
    writeFileSync(runFile, JSON.stringify({ ...run, mqttPort })),
  )
}

async function stopServer(up) {
  up.server.kill('SIGTERM')
  const hard = setTimeout(() => up.server.kill('SIGKILL'), 15_000)
  await up.ended
  clearTimeout(hard)
}

/** Starts the whole of Linli and ends this process when it has ended. */
export async function startLinli() {
  if (process.platform === 'win32') giveUp('Windows is not supported; use WSL.')
  mkdirSync(dataDirectory, { recursive: true })
  const asked = untilAskedToStop(npmAncestors()).then(() => 'asked')
  const up = {}
  let code = 0
  try {
    const lock = join(dataDirectory, 'start.lock')
    const onWait = () => console.log('▸ Another start is under way here; waiting for it …')
    const starting = withLock(lock, onWait, () => bringUp(up))
    // Asked while the database is starting: it must be up before it can be taken down.
    await Promise.race([starting, asked.then(() => sleep(5_000))])
    let ended = up.server === undefined ? 'asked' : await Promise.race([up.ended, asked])
    // Two checkouts started together may choose the same port; one of them chooses again.
    for (let more = 3; more > 0 && ended !== 'asked' && (await up.lostPort()); more -= 1) {
      await up.again()
      ended = await Promise.race([up.ended, asked])
    }
    if (ended === 'asked') {
      if (up.server !== undefined) await stopServer(up)
    } else {
      console.error(
        `\n✗ The server ended by itself (${ended.message ?? ended.signal ?? ended.code})`,
      )
      code = 1
    }
  } catch (error) {
    console.error(`\n✗ ${error.message}\n`)
    code = 1
  }
  if (up.database !== undefined) await up.database.stop({ mode: 'fast' })
  if (up.server !== undefined) rmSync(runFile, { force: true })
  process.exit(code)
}
