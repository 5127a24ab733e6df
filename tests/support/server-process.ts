import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface ServerProcess {
  readonly address: string
  readonly child: ChildProcess
  readonly output: () => string
  /** As `kill -9`: no handler runs. */
  readonly killNine: () => Promise<void>
  /** As an orderly stop: SIGTERM, then wait. @returns the exit code. */
  readonly terminate: () => Promise<number | null>
}

interface Options {
  readonly databaseUrl: string
  readonly filesDirectory: string
  readonly port?: number
  readonly env?: Readonly<Record<string, string>>
  /** Of Node itself. */
  readonly nodeOptions?: readonly string[]
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', (code) => resolve(code)))

/** The real binary, as `npm start` runs it: what a test in this process could not prove. */
export const startServerProcess = async (options: Options): Promise<ServerProcess> => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', ...(options.nodeOptions ?? []), 'bff/main.ts'],
    {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        LINLI_MODE: 'demo',
        DATABASE_URL: options.databaseUrl,
        FILES_DIRECTORY: options.filesDirectory,
        PORT: String(options.port ?? 0),
        LOG_LEVEL: 'warn',
        RATE_LIMIT_SCALE: '1000',
        MAX_EVENT_LOOP_DELAY: '0',
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  const address = await new Promise<string>((resolve, reject) => {
    const heard = (chunk: Buffer) => {
      output += chunk.toString()
      const ready = /LINLI_READY (\S+)/.exec(output)
      if (ready?.[1]) resolve(ready[1])
    }
    child.stdout?.on('data', heard)
    child.stderr?.on('data', heard)
    child.once('exit', (code) => reject(new Error(`the server ended (${code}):\n${output}`)))
  })
  return {
    address,
    child,
    output: () => output,
    killNine: async () => {
      child.kill('SIGKILL')
      await exitOf(child)
    },
    terminate: () => {
      child.kill('SIGTERM')
      return exitOf(child)
    },
  }
}

export const temporaryFolder = async (): Promise<{ path: string; remove: () => Promise<void> }> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'linli-test-'))
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
