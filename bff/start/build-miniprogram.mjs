// node bff/start/build-miniprogram.mjs h5|weapp: builds one target of the mini-program.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './process-lock.mjs'
import { giveUp, projectDirectory, setUp } from './set-up.mjs'

const miniprogram = join(projectDirectory, 'miniprogram')
const notSources = new Set(['node_modules', 'dist', '.temp', '.cache', '.swc'])

function* filesUnder(path) {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (notSources.has(entry.name)) continue
    const child = join(path, entry.name)
    if (entry.isDirectory()) yield* filesUnder(child)
    else if (entry.isFile()) yield child
  }
}

/** A hash over every source file of the mini-program: times lie after a clone or a checkout. */
function sourcesHash(target) {
  const hash = createHash('sha256').update(target)
  const sources = [...filesUnder(miniprogram), ...filesUnder(join(projectDirectory, 'shared'))]
  for (const file of [...sources, join(projectDirectory, 'package-lock.json')].sort()) {
    hash.update(`\0${relative(projectDirectory, file)}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function runTaro(target, alsoHeldBy) {
  const taro = join(projectDirectory, 'node_modules', '@tarojs', 'cli', 'bin', 'taro')
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [taro, 'build', '--type', target], {
      cwd: miniprogram,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    if (child.pid !== undefined) alsoHeldBy(child.pid)
    const stop = () => {
      child.kill('SIGTERM')
      process.exit(130)
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    let output = ''
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const began = Date.now()
    const timer = setInterval(
      () => console.log(`  building: ${Math.round((Date.now() - began) / 1000)} s`),
      15_000,
    )
    const end = (code) => {
      clearInterval(timer)
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
      resolve({ ok: code === 0, output })
    }
    child.once('error', (error) => {
      output += error.message
      end(1)
    })
    child.once('close', end)
  })
}

/** Taro has ended with code 0 after a failed build before: the result is looked at, too. */
function isBuilt(target) {
  const entry = target === 'h5' ? 'index.html' : 'app.json'
  return existsSync(join(miniprogram, 'dist', target, entry))
}

/**
 * Builds `h5` or `weapp` into `miniprogram/dist/<target>` unless it is there and its sources are
 * unchanged. Throws an Error carrying the compiler's output when the build fails.
 */
export async function buildMiniprogram(target, { always = false } = {}) {
  const stampFile = join(projectDirectory, '.cache', `built-${target}`)
  const isFresh = () =>
    isBuilt(target) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === sourcesHash(target)
  if (!always && isFresh()) return
  mkdirSync(join(projectDirectory, '.cache'), { recursive: true })
  const lock = join(projectDirectory, '.data', 'build.lock')
  const onWait = () => console.log('▸ Another command is building here; waiting for it …')
  await withLock(lock, onWait, async (alsoHeldBy) => {
    if (!always && isFresh()) return
    const name = target === 'h5' ? 'web pages' : 'WeChat mini-program'
    console.log(`▸ Building the ${name} (under a minute) …`)
    const began = Date.now()
    const hash = sourcesHash(target)
    rmSync(stampFile, { force: true })
    rmSync(join(miniprogram, 'dist', target), { recursive: true, force: true })
    const { ok, output } = await runTaro(target, alsoHeldBy)
    if (!ok || !isBuilt(target))
      throw new Error(`The ${name} could not be built:\n${output.trim()}`)
    writeFileSync(stampFile, hash)
    console.log(`  built in ${Math.round((Date.now() - began) / 1000)} s`)
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = process.argv[2]
  if (target !== 'h5' && target !== 'weapp') giveUp('Say which target: h5 or weapp')
  await setUp()
  try {
    await buildMiniprogram(target, { always: true })
    console.log(`✓ ${join('miniprogram', 'dist', target)}`)
  } catch (error) {
    giveUp(error.message)
  }
}
