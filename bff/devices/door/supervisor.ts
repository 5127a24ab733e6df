import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FastifyBaseLogger } from 'fastify'

const main = fileURLToPath(new URL('./door.ts', import.meta.url))
const firstPause = 500
const longestPause = 30_000
/** A door that stood open this long did not fall because of how it was started. */
const standsMilliseconds = 1000
const stopMilliseconds = 6000

const portOf = (message: unknown): number | undefined => {
  if (typeof message !== 'object' || message === null || !('port' in message)) return undefined
  return typeof message.port === 'number' ? message.port : undefined
}

/**
 * Keeps the MQTT door standing: started again with growing pauses whenever it falls. It never
 * throws: without the door the rest of the product goes on.
 */
export const superviseDoor = ({
  env,
  log,
  onOpen,
}: {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly log: Pick<FastifyBaseLogger, 'error' | 'info'>
  /** Told each time the door opens. */
  readonly onOpen: (port: number, pid: number | undefined) => void
}) => {
  let child: ChildProcess | undefined
  let timer: NodeJS.Timeout | undefined
  let pause = firstPause
  let isStopping = false
  let lastPort: number | undefined

  const start = (): void => {
    let openedAt = Number.POSITIVE_INFINITY
    // The port of before, so that devices find the door where they left it.
    const port = lastPort === undefined ? {} : { MQTT_PORT: `${lastPort}` }
    const started = spawn(process.execPath, ['--import', 'tsx', main], {
      env: { ...env, ...port },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child = started
    started.on('message', (message) => {
      lastPort = portOf(message) ?? lastPort
      openedAt = performance.now()
      if (lastPort !== undefined) onOpen(lastPort, started.pid)
    })
    started.on('error', (error) => log.error({ err: error }, 'the MQTT door does not start'))
    started.once('exit', (code, signal) => {
      child = undefined
      if (isStopping) return
      if (performance.now() - openedAt > standsMilliseconds) pause = firstPause
      log.error({ code, signal, pause }, 'the MQTT door fell and is started again')
      timer = setTimeout(start, pause)
      pause = Math.min(longestPause, pause * 2)
    })
  }
  start()

  return {
    stop: async (): Promise<void> => {
      isStopping = true
      clearTimeout(timer)
      const last = child
      if (!last) return
      const ended = new Promise<void>((resolve) => last.once('exit', () => resolve()))
      last.kill('SIGTERM')
      const tooLong = setTimeout(() => last.kill('SIGKILL'), stopMilliseconds)
      await ended
      clearTimeout(tooLong)
    },
  }
}
