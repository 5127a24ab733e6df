// Dependency-free: this runs before anything is installed.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** When a process began, so that a recycled pid is not taken for it; '' where unknown. */
export function beginningOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'ended' : fields[19]
  } catch {
    return ''
  }
}

/** Is the process that was written down as `{ pid, began }` still running? */
export function stillRuns({ pid, began }) {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  return beginningOf(pid) === began
}

/** What `stillRuns` needs to know about a process. */
export function describeProcess(pid) {
  return { pid, began: beginningOf(pid) }
}

function holders(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return []
  }
}

let calls = 0

/**
 * Runs `work` while no other process does, across kills: a lock whose holders are all dead is
 * taken over. `work` gets `alsoHeldBy(pid)` for a child that may outlive us (npm).
 */
export async function withLock(file, onWait, work) {
  mkdirSync(dirname(file), { recursive: true })
  // Two of one process wait for each other like two processes: each has a file of its own.
  calls += 1
  const mine = `${file}.${process.pid}.${calls}`
  const write = (...pids) => writeFileSync(mine, JSON.stringify(pids.map(describeProcess)))
  let waited = false
  write(process.pid)
  for (;;) {
    try {
      linkSync(mine, file)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (holders(file).some(stillRuns)) {
      if (!waited) onWait()
      waited = true
      await sleep(500)
    } else {
      rmSync(file, { force: true })
      // Two may find the same dead lock: whoever is later must not remove the new one.
      await sleep(50 + Math.random() * 100)
    }
  }
  const release = () => {
    rmSync(mine, { force: true })
    if (holders(file)[0]?.pid === process.pid) rmSync(file, { force: true })
  }
  process.once('exit', release)
  try {
    return await work((pid) => {
      // A new file renamed over the old one: a reader never sees half a list.
      rmSync(mine)
      write(process.pid, pid)
      renameSync(mine, file)
    })
  } finally {
    process.off('exit', release)
    release()
  }
}
