import { demoItemCode } from '#db/seed/guide/build-items.ts'
import { readMe } from '#shared/accounts/accounts.contract.ts'
import type { MatterView } from '#shared/guide/matters.contract.ts'
import {
  judgePaper,
  openMatter,
  photographPaper,
  submitMatter,
} from '#shared/guide/matters.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { photoFrom } from '../cases/case-story.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'

const hexing = { subdistrictId: subdistrictId('hexing') }

/** An item begun for oneself. */
export const beginMatter = async (client: Client, code: string): Promise<MatterView> => {
  const { personId } = await client.call(readMe)
  const answers = { proxy: false, household: 'here', age: 40 } as const
  const body = { code, personId, answers }
  return (await client.call(openMatter, { params: hexing, body })).matter
}

const photographAll = async (client: Client, matter: MatterView): Promise<MatterView> => {
  const params = { ...hexing, matterId: matter.matterId }
  for (const { key } of matter.papers) {
    const body = { photoId: await photoFrom(client) }
    await client.call(photographPaper, { params: { ...params, key }, body })
  }
  return (await client.call(submitMatter, { params })).matter
}

export interface MatterStory {
  readonly toCorrect: MatterView
  readonly toCheck: MatterView
}

/** Two matters of one resident: one came back with a blurred photo, one waits to be looked at. */
export const tellMatters = async (app: TestApp): Promise<MatterStory> => {
  const resident = await app.as('chen-yue')
  const clerk = await app.as('hexing-hotline-1')
  const first = await photographAll(
    resident,
    await beginMatter(resident, demoItemCode('medical-claim')),
  )
  let toCorrect = first
  for (const [at, { key, photoId }] of first.papers.entries()) {
    if (photoId === null) continue
    const params = { ...hexing, matterId: first.matterId, key }
    const verdict = at === 0 ? 'blurred' : 'fine'
    toCorrect = (await clerk.call(judgePaper, { params, body: { verdict, photoId } })).matter
  }
  const toCheck = await photographAll(
    resident,
    await beginMatter(resident, demoItemCode('residence-points')),
  )
  return { toCorrect, toCheck }
}
