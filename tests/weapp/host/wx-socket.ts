import { WebSocket } from 'ws'
import type { Data } from './faults.ts'
import { isRecord, textOf } from './faults.ts'
import type { Sandbox } from './sandbox.ts'
import type { Network } from './wx-network.ts'

const mostSockets = 5

type Listener = (given: unknown) => unknown

/** wx.connectSocket with SocketTasks over real WebSockets; at most five at a time. */
export const openSockets = (network: Network, sandbox: () => Sandbox) => {
  const open = new Set<WebSocket>()

  const connectSocket = (given: unknown): Data => {
    const options = isRecord(given) ? given : {}
    const url = textOf(options.url)
    const domain = network.domain.replace(/^http/, 'ws')
    if (!url.startsWith(`${domain}/`)) network.refuse(`socket not in domain list: ${url}`)
    if (open.size >= mostSockets) network.refuse(`more than ${mostSockets} sockets`)
    const listeners: Record<string, Set<Listener>> = {}
    const tell = (event: string, raw: Data) =>
      sandbox().later(() => {
        for (const listener of listeners[event] ?? []) listener(sandbox().bring(raw))
      }, 0)
    const address = network.address.replace(/^http/, 'ws') + url.slice(domain.length)
    const socket = new WebSocket(address)
    open.add(socket)
    socket.on('open', () => tell('Open', { header: {} }))
    socket.on('message', (data) => tell('Message', { data: data.toString() }))
    socket.on('error', ({ message }) => tell('Error', { errMsg: message }))
    socket.on('close', (code, reason) => {
      open.delete(socket)
      tell('Close', { code, reason: reason.toString() })
    })
    const on = (event: string) => (listener: unknown) => {
      if (typeof listener !== 'function') return
      const call: Listener = (raw) => Reflect.apply(listener, undefined, [raw])
      listeners[event] = (listeners[event] ?? new Set()).add(call)
    }
    const answer = (raw: unknown, name: string, error?: string) =>
      sandbox().later(() => {
        const callback = isRecord(raw) ? raw[error === undefined ? 'success' : 'fail'] : undefined
        if (typeof callback === 'function')
          Reflect.apply(callback, undefined, [{ errMsg: error ?? `${name}:ok` }])
      })
    answer(options, 'connectSocket')
    return {
      onOpen: on('Open'),
      onMessage: on('Message'),
      onError: on('Error'),
      onClose: on('Close'),
      send: (raw: unknown) => {
        const ready = socket.readyState === WebSocket.OPEN
        if (ready) socket.send(textOf(isRecord(raw) ? raw.data : ''))
        answer(raw, 'sendSocketMessage', ready ? undefined : 'sendSocketMessage:fail not connected')
      },
      close: (raw: unknown) => {
        const { code = 1000, reason = '' } = isRecord(raw) ? raw : {}
        socket.close(Number(code), textOf(reason))
        answer(raw, 'closeSocket')
      },
    }
  }
  return {
    connectSocket,
    /** The network is gone: every socket breaks without a goodbye. */
    cut: () => {
      for (const socket of open) socket.terminate()
    },
  }
}
