import { spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { borrowDatabase, runHere } from './borrow-database.mjs'
import { projectDirectory } from './set-up.mjs'

const dataDirectory = join(projectDirectory, '.data')
const patience = 60_000

/** The door of what `npm start` runs here, once it is open; undefined: nothing runs here. */
async function doorHere(say) {
  const deadline = Date.now() + patience
  let isSaid = false
  for (;;) {
    const run = runHere()
    if (run === undefined) return undefined
    if (run.mqttPort !== undefined) return { address: run.url, mqttPort: run.mqttPort }
    if (Date.now() > deadline) throw new Error('Linli runs here, but its door for devices is shut.')
    if (!isSaid) say('Linli is just being started here; waiting for its door for devices …')
    isSaid = true
    await sleep(300)
  }
}

/** A server of our own on this database, for as long as the command runs. */
async function startOwn(databaseUrl) {
  const main = join(projectDirectory, 'bff', 'main.ts')
  const pages = join(projectDirectory, 'miniprogram', 'dist', 'h5')
  const parentWatch = new URL('./stop-with-parent.mjs', import.meta.url).href
  // Its own process group: Ctrl-C reaches the command alone, which ends it in order.
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', parentWatch, main], {
    cwd: projectDirectory,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      LINLI_MODE: 'demo',
      LOG_LEVEL: 'warn',
      FILES_DIRECTORY: join(dataDirectory, 'files'),
      ...(existsSync(join(pages, 'index.html')) ? { H5_DIRECTORY: pages } : {}),
      HOST: '127.0.0.1',
      ...process.env,
      PORT: '0',
      MQTT_PORT: '0',
      DATABASE_URL: databaseUrl,
    },
  })
  let output = ''
  let hasEnded = false
  child.stdout.on('data', (chunk) => {
    output = (output + chunk).slice(-20_000)
  })
  const ended = new Promise((resolve) => {
    const end = () => {
      hasEnded = true
      resolve()
    }
    child.once('error', end)
    child.once('exit', end)
  })
  const stop = async () => {
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await ended
    clearTimeout(hard)
  }
  const deadline = Date.now() + patience
  while (!hasEnded && Date.now() < deadline) {
    const address = /LINLI_READY (\S+)/.exec(output)?.[1]
    const mqttPort = /LINLI_MQTT_READY (\d+)/.exec(output)?.[1]
    if (address && mqttPort) return { address, mqttPort: Number(mqttPort), stop }
    await sleep(50)
  }
  await stop()
  throw new Error('Linli could not be started for this command; see above, or try npm start first.')
}

/**
 * The running product, for a command that brings devices: what `npm start` runs here, else one of its
 * own on the database of this checkout. With DATABASE_URL that database is used, and what runs here
 * is taken to be on it.
 */
export async function borrowProduct(say) {
  mkdirSync(dataDirectory, { recursive: true })
  const here = await doorHere(say)
  const given = process.env.DATABASE_URL
  const database = given
    ? { url: given, giveBack: async () => undefined }
    : await borrowDatabase(say)
  if (here) return { ...here, databaseUrl: database.url, isOwn: false, giveBack: database.giveBack }
  try {
    say('Nothing runs here: Linli is started for this command alone …')
    const { stop, ...own } = await startOwn(database.url)
    const giveBack = async () => {
      await stop()
      await database.giveBack()
    }
    return { ...own, databaseUrl: database.url, isOwn: true, giveBack }
  } catch (error) {
    await database.giveBack()
    throw error
  }
}
