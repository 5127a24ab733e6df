import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { deleteMe, readMe, signOut } from '#shared/accounts/accounts.contract.ts'
import { closeCodes, takeLiveTicket } from '#shared/live/live.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

/** A socket that follows the person's own topic; resolves once it is subscribed. */
const follow = async (client: Client) => {
  const { personId } = await client.call(readMe)
  const { ticket } = await client.call(takeLiveTicket)
  const socket = new WebSocket(`${app.address.replace('http', 'ws')}/api/live?ticket=${ticket}`)
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('open', resolve)
  })
  const subscribed = new Promise((resolve) => socket.once('message', resolve))
  socket.send(JSON.stringify({ type: 'subscribe', topic: `person/${personId}` }))
  await subscribed
  return { socket, closed }
}

describe('a live socket', () => {
  it('is closed when its session signs out, and that of the other phone is not', async () => {
    const phone = await app.newcomer('open-phone')
    const tablet = await app.newcomer('open-phone')
    const [first, second] = [await follow(phone), await follow(tablet)]
    await phone.call(signOut)
    expect(await first.closed).toBe(closeCodes.sessionEnded)
    expect(second.socket.readyState).toBe(WebSocket.OPEN)
    second.socket.close()
  })

  it('is closed when the account is deleted', async () => {
    const client = await app.newcomer('open-leaver')
    const { closed } = await follow(client)
    await client.call(deleteMe)
    expect(await closed).toBe(closeCodes.sessionEnded)
  })
})
