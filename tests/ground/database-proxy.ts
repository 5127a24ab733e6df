import type { Socket } from 'node:net'
import { connect, createServer } from 'node:net'

/**
 * A door in front of PostgreSQL that a test can shut: connections end and new ones are refused; or
 * make a hole that swallows everything while every connection seems to stand.
 */
export const startDatabaseProxy = async (databaseUrl: string) => {
  const behind = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let shut = false
  let silent = false
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
      if (silent) one.pause()
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
    swallow: () => {
      silent = true
      for (const socket of sockets) socket.pause()
    },
    restore: () => {
      shut = false
      silent = false
      for (const socket of sockets) socket.resume()
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
