import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** With BENCH_PROFILE=<folder> every process leaves a CPU profile there when it ends. */
const profiles = process.env.BENCH_PROFILE
export const profileOptions: readonly string[] =
  profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`]

/** One of the bench's own processes, told what to do over its channel. */
export interface Helper<Ready = unknown> {
  readonly child: ChildProcess
  /** What it said when it was ready. */
  readonly ready: Ready
  readonly order: <T = number>(order: object) => Promise<T>
}

/** @param file from here; it says `readyWord` with what it has to say, and `done` after each order */
export const startHelper = async <Ready = unknown>(
  file: string,
  env: Readonly<Record<string, string>>,
  readyWord = 'ready',
): Promise<Helper<Ready>> => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv: ['--import', 'tsx', ...profileOptions],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LINLI_MODE: 'demo', ...env },
  })
  const next = <T>(name: string) =>
    new Promise<T>((resolve, reject) => {
      const ended = () => reject(new Error(`${file} ended`))
      child.once('exit', ended)
      child.once('message', (message: object) => {
        child.removeListener('exit', ended)
        resolve(Reflect.get(message, name))
      })
    })
  const ready = await next<Ready>(readyWord)
  return {
    child,
    ready,
    order: (order) => {
      const done = next<never>('done')
      child.send(order)
      return done
    },
  }
}

const statOf = (pid: number | string): string[] =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')

/** Processor seconds a process has used; the kernel counts in hundredths. 0 where it hides them. */
export const processorOf = (pid: number | string | undefined): number => {
  try {
    const fields = statOf(pid ?? '')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}

/** Of a process and its children that live: PostgreSQL works in a process for each connection. */
export const processorOfTree = (pid: number): number => {
  let seconds = processorOf(pid)
  try {
    for (const name of readdirSync('/proc'))
      if (/^\d+$/.test(name) && isChildOf(name, pid)) seconds += processorOf(name)
  } catch {
    return 0
  }
  return seconds
}

const isChildOf = (name: string, pid: number): boolean => {
  try {
    return Number(statOf(name)[1]) === pid
  } catch {
    return false
  }
}

/** Resident memory. */
export const kilobytesOf = (pid: number | undefined): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
