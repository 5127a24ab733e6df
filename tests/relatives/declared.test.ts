import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { placeId, relationshipId } from '#shared/ids.ts'
import {
  declareRelative,
  listRelatives,
  withdrawRelationship,
} from '#shared/relatives/relatives.contract.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { relativesScene, textVersion } from './relatives-scene.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ running: false })
})
afterAll(() => app?.stop())
const { declare, homeOf, idOf, rows } = relativesScene(() => app)

describe('a daughter who registers a mother without phone and account', () => {
  it('may book for her, on her word alone', async () => {
    const daughter = await app.newcomer('open-declares')
    const { status, body } = await declare(daughter, '沈秀珍')
    expect(status).toBe(201)
    expect(body.served).toMatchObject([
      { displayName: '沈秀珍', basis: 'declared', relation: 'child', age: 91 },
    ])
    // Somebody of that name is on file: this is another, until a counter says otherwise.
    const ids = await rows('select person_id from persons where display_name = $1', ['沈秀珍'])
    expect(ids).toHaveLength(2)
  })

  it('does it once however often her phone repeats it, and for four people at most', async () => {
    const daughter = await app.newcomer('open-four')
    const key = randomUUID()
    await declare(daughter, '甲', key)
    expect((await declare(daughter, '甲', key)).body.served).toHaveLength(1)
    const answers = await Promise.all(
      ['乙', '丙', '丁', '戊', '己', '庚'].map((name) => declare(daughter, name)),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 409, 409, 409])
    const [, ...rest] = (await daughter.call(listRelatives)).served
    await daughter.call(withdrawRelationship, {
      params: { relationshipId: relationshipId(rest[0]?.relationshipId ?? '') },
    })
    expect((await declare(daughter, '辛')).code).toBe('too_many_declared')
    app.clock.forward(25 * 60)
    expect((await declare(await app.newcomer('open-four'), '辛')).status).toBe(201)
  })

  it('must say a day that was and a place that is', async () => {
    const daughter = await app.newcomer('open-wrong-facts')
    const home = await homeOf('合兴一村')
    const said = { name: '某', home, relation: 'child' as const, textVersion }
    for (const bornOn of ['2027-01-01', '2026-02-30', '1900-01-01'])
      expect((await daughter.ask(declareRelative, { body: { ...said, bornOn } })).code).toBe(
        'birthday_invalid',
      )
    const nowhere = { ...home, placeId: placeId(await idOf(daughter)) }
    const answer = await daughter.ask(declareRelative, {
      body: { ...said, bornOn: '1940-01-01', home: nowhere },
    })
    expect(answer.code).toBe('place_unknown')
    expect((await daughter.call(listRelatives)).served).toEqual([])
  })
})
