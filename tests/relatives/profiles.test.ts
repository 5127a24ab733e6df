import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { personId as asPersonId } from '#shared/ids.ts'
import { verifyProfile } from '#shared/relatives/counter.contract.ts'
import { changeMyProfile, readMyProfile } from '#shared/relatives/relatives.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { idNumberOf } from './id-numbers.ts'
import { hexing, relativesScene } from './relatives-scene.ts'

let app: TestApp
let clerk: Client
beforeAll(async () => {
  app = await startTestApp({ running: false })
  clerk = await app.as('hexing-hotline-1')
})
afterAll(() => app?.stop())
const { exported, idOf, rows } = relativesScene(() => app)

const nothing = {
  bornOn: null,
  residence: null,
  assessedLevel: null,
  verified: false,
  hasIdNumber: false,
}
const asSeenAtCounter = async (client: Client, bornOn: string, idNumber: string | null) => {
  const personId = asPersonId(await idOf(client))
  const { relatives } = app.app.services
  await app.platform.database.inTransaction((tx) =>
    relatives.noteServed(tx, hexing.subdistrictId, personId),
  )
  return clerk.ask(verifyProfile, {
    params: { ...hexing, personId },
    body: { bornOn, residence: 'hukou', assessedLevel: 2, idNumber },
  })
}

describe('what decides which services I may book', () => {
  it('is what I say of myself, until a counter has seen my papers', async () => {
    const me = await app.newcomer('open-facts')
    expect(await me.call(readMyProfile)).toEqual(nothing)
    await me.call(changeMyProfile, { body: { bornOn: '1951-02-08' } })
    await me.call(changeMyProfile, { body: { residence: 'lives_here' } })
    expect(await me.call(changeMyProfile, { body: {} })).toEqual({
      ...nothing,
      bornOn: '1951-02-08',
      residence: 'lives_here',
    })

    expect((await asSeenAtCounter(me, '1951-02-09', null)).status).toBe(200)
    const refused = await me.ask(changeMyProfile, { body: { bornOn: '1940-01-01' } })
    expect([refused.status, refused.code]).toEqual([409, 'profile_verified'])
    expect(await me.call(readMyProfile)).toEqual({
      bornOn: '1951-02-09',
      residence: 'hukou',
      assessedLevel: 2,
      verified: true,
      hasIdNumber: false,
    })
  })

  it('must be a day on which somebody alive was born', async () => {
    const me = await app.newcomer('open-no-day')
    for (const bornOn of ['2026-11-18', '1951-02-30', '1900-05-05'])
      expect((await me.ask(changeMyProfile, { body: { bornOn } })).code, bornOn).toBe(
        'birthday_invalid',
      )
    expect(await me.call(readMyProfile)).toEqual(nothing)
  })

  it('is a day and not an instant: one born in summer time stays born that day', async () => {
    const me = await app.newcomer('open-summer-time')
    await me.call(changeMyProfile, { body: { bornOn: '1988-04-10' } })
    expect((await me.call(readMyProfile)).bornOn).toBe('1988-04-10')
    const { profileOf } = app.app.services.relatives
    const id = asPersonId(await idOf(me))
    expect(await profileOf(app.platform.database.reader, id)).toMatchObject({
      bornOn: '1988-04-10',
    })
  })
})

describe('an ID number', () => {
  const number = idNumberOf('310101', '1948-08-08', 12)

  it('is kept unreadable, and stands in no answer and in no log', async () => {
    const me = await app.newcomer('open-id-number')
    const answer = await asSeenAtCounter(me, '1948-08-08', number)
    expect(answer.body.profile).toMatchObject({ hasIdNumber: true, verified: true })
    const mine = await me.call(readMyProfile)
    const kept = await rows('select * from person_profiles where id_number_index is not null')
    const personId = await idOf(me)
    expect(kept.filter(({ person_id }) => person_id === personId)).toHaveLength(1)
    for (const place of [
      answer.body,
      mine,
      kept,
      app.logLines,
      await rows('select * from audit_entries'),
    ])
      for (const secret of [number, number.slice(6)])
        expect(JSON.stringify(place)).not.toContain(secret)
  })

  it('is in what its owner takes with him', async () => {
    const me = await app.newcomer('open-id-number')
    expect((await exported(me)).profile).toMatchObject({
      bornOn: '1948-08-08',
      idNumber: number,
    })
  })

  it('belongs to one person, is a real one and agrees with the birthday', async () => {
    const other = await app.newcomer('open-same-number')
    const taken = await asSeenAtCounter(other, '1948-08-08', number)
    expect([taken.status, taken.code]).toEqual([409, 'person_on_file'])
    expect(taken.detail).toEqual({ by: 'id_number', name: expect.stringMatching(/^.\*\*$/) })
    expect((await asSeenAtCounter(other, '1948-08-09', number)).code).toBe('birthday_differs')
    const wrong = `${number.slice(0, 17)}${number.endsWith('0') ? '1' : '0'}`
    expect((await asSeenAtCounter(other, '1948-08-08', wrong)).code).toBe('id_number_invalid')
    expect(await other.call(readMyProfile)).toEqual(nothing)
  })
})
