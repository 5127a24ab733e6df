import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { giveConsent, signInAsDemoPerson } from '#shared/accounts/accounts.contract.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import { fileCase } from '#shared/cases/cases.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import type { Client } from '#tests/support/client.ts'
import { clientOf } from '#tests/support/client.ts'

/** One attempt to file: what the client sent and what it heard. */
interface Attempt {
  readonly key: string
  readonly text: string
  /** The case's number, once the server has said it; undefined: nobody knows. */
  acknowledged: string | undefined
}

export const signInAt = async (address: string, personKey: string): Promise<Client> => {
  const nobody = clientOf(address)
  const { tokens } = await nobody.call(signInAsDemoPerson, { body: { key: personKey } })
  const client = clientOf(address, tokens.accessToken)
  await client.call(giveConsent, {
    params: { purpose: 'privacy_guide' },
    body: { textVersion: privacyGuideVersion },
  })
  return client
}

const tryToFile = async (client: Client, attempt: Attempt): Promise<void> => {
  const answer = await client
    .ask(fileCase, {
      key: attempt.key,
      body: {
        subdistrictId: subdistrictId('hexing'),
        text: attempt.text,
        photoIds: [],
        source: 'resident',
      },
    })
    // A cut connection is the very thing under test: nobody knows what became of the request.
    .catch(() => undefined)
  if (answer?.status === 201) attempt.acknowledged = answer.body.case.number
}

/** Files without pause from `writers` connections until stopped; keeps a record of each attempt. */
export const fileWithoutPause = (clientNow: () => Client, writers: number) => {
  const attempts: Attempt[] = []
  let going = true
  const write = async () => {
    while (going) {
      const attempt = {
        key: randomUUID(),
        text: `路灯不亮 ${randomUUID()}`,
        acknowledged: undefined,
      }
      attempts.push(attempt)
      await tryToFile(clientNow(), attempt)
      // A phone whose server is gone does not hammer: a crash leaves dozens unanswered, not thousands.
      if (attempt.acknowledged === undefined) await sleep(200)
    }
  }
  const all = Promise.all(Array.from({ length: writers }, write))
  return {
    attempts,
    stop: async () => {
      going = false
      await all
    },
    /** Sends each unanswered attempt again with its own key, as the mini-program would. */
    retryUnanswered: async (): Promise<void> => {
      const unanswered = attempts.filter(({ acknowledged }) => acknowledged === undefined)
      const left = unanswered.values()
      const retry = async () => {
        for (const attempt of left) await tryToFile(clientNow(), attempt)
      }
      await Promise.all(Array.from({ length: writers }, retry))
    },
  }
}
