import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a running PostgreSQL says of itself in its postmaster.pid. */
export type Postmaster = { pid: number; port: number; ready: boolean }

const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const
export type StopMode = keyof typeof SIGNALS

/** Does the system know this pid? One of another user counts. */
function isListed(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Is this process alive? */
export function isAlive(pid: number): boolean {
  return isListed(pid) && !isZombie(pid)
}

/** In a container whose first process reaps nobody, the dead stay listed. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    return false
  }
}

/** A recycled pid must not be taken for ours: a PostgreSQL's working directory is its data. */
function worksIn(pid: number, data: string): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
  } catch {
    return false
  }
}

/** The PostgreSQL now running on `data`, or undefined; a file naming another is removed. */
export function runningPostmaster(data: string): Postmaster | undefined {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (!(pid > 0)) return undefined
  if (isAlive(pid) && worksIn(pid, data)) {
    return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  }
  // PostgreSQL itself clears up after a dead pid, but holds a zombie or a stranger for its own.
  if (isListed(pid)) rmSync(file, { force: true })
  return undefined
}

/** Waits until the process is gone; says whether it is. */
export async function waitForExit(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false
    await sleep(10)
  }
  return true
}

/**
 * Stops a PostgreSQL: `fast` disconnects clients and writes a checkpoint, `immediate` is a crash
 * it recovers from. One that does not obey is killed in the end.
 */
export async function stopPostmaster(pid: number, mode: StopMode): Promise<void> {
  const steps = [
    { signal: SIGNALS[mode], wait: mode === 'fast' ? 20_000 : 5_000 },
    { signal: SIGNALS.immediate, wait: 5_000 },
    { signal: 'SIGKILL', wait: 5_000 },
  ] as const
  for (const step of steps) {
    try {
      process.kill(pid, step.signal)
    } catch {
      // Gone already; waitForExit confirms it.
    }
    if (await waitForExit(pid, step.wait)) return
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop; end it by hand: kill -9 ${pid}`)
}
