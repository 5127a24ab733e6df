import type { Socket } from 'node:net'
import { connect, createServer } from 'node:net'

/** A door in front of PostgreSQL that a test can shut: connections end and new ones are refused. */
export const startDatabaseProxy = async (databaseUrl: string) => {
  const behind = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let shut = false
  const server = createServer((near) => {
    if (shut) {
      near.destroy()
      return
    }
    const far = connect(Number(behind.port), behind.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = new URL(databaseUrl)
  url.port = String(typeof address === 'object' ? address?.port : 0)
  return {
    url: url.href,
    cut: () => {
      shut = true
      for (const socket of sockets) socket.destroy()
    },
    restore: () => {
      shut = false
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
