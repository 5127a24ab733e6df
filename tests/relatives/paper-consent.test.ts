import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { personId as asPersonId, relationshipId } from '#shared/ids.ts'
import { withdrawRelationshipAtCounter } from '#shared/relatives/counter.contract.ts'
import { listRelatives } from '#shared/relatives/relatives.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { counterScene, inHexing } from './counter-scene.ts'
import { relativesScene } from './relatives-scene.ts'

let app: TestApp
let officer: Client
beforeAll(async () => {
  app = await startTestApp({ running: false })
  officer = await app.as('hexing-officer-hexinger')
})
afterAll(() => app?.stop())
const { bind, declare, idOf, relate, rows } = relativesScene(() => app)
const { giveRelative, register } = counterScene(() => officer)

describe('a relative, registered at the counter on paper', () => {
  const elderWithDaughter = async (name: string, phone: string) => {
    const { body } = await register({ name })
    const daughter = await app.newcomer(`open-paper-${phone}`)
    await bind(daughter, phone)
    return { elder: body.personId, daughter }
  }

  it('may book from that moment; the proof is kept and audited', async () => {
    const { elder, daughter } = await elderWithDaughter('纸一', '13712350001')
    const { body } = await giveRelative(elder, '13712350001')
    expect(body.bookers).toMatchObject([{ basis: 'counter', relation: 'child' }])
    expect((await daughter.call(listRelatives)).served).toMatchObject([{ displayName: '纸一' }])
    const kept = await rows(
      `select r.proof_note, r.given_by_post is not null as by_post, a.actor_person_id as clerk
         from relationships r join audit_entries a on a.object_id = r.relationship_id::text
        where r.served_person_id = $1`,
      [elder],
    )
    expect(kept).toEqual([
      { proof_note: '本人签字，原件存居委会', by_post: true, clerk: await idOf(officer) },
    ])
  })

  it('may do so until the end of the last day that the paper names', async () => {
    const { elder, daughter } = await elderWithDaughter('纸二', '13712350002')
    const past = await giveRelative(elder, '13712350002', { lastDay: '2026-11-16' })
    expect(past.code).toBe('birthday_invalid')
    await giveRelative(elder, '13712350002', { lastDay: '2026-11-17', relation: 'guardian' })
    const [given] = (await daughter.call(listRelatives)).served
    expect(given).toMatchObject({ basis: 'guardian', expiresAt: '2026-11-17T16:00:00.000Z' })
    const { mayBookFor } = app.app.services.relatives
    const ask = async () =>
      mayBookFor(app.platform.database.reader, await idOf(daughter), asPersonId(elder))
    const daughterId = await idOf(daughter)
    expect(await ask()).toBeDefined()
    app.clock.set('2026-11-17T16:00:00.000Z')
    expect(
      await mayBookFor(app.platform.database.reader, daughterId, asPersonId(elder)),
    ).toBeUndefined()
    officer = await app.as('hexing-officer-hexinger')
    // One that is over makes room for a new one.
    expect((await giveRelative(elder, '13712350002')).status).toBe(201)
  })

  it('takes the place of what she had only declared', async () => {
    const daughter = await app.newcomer('open-declared-then-paper')
    await bind(daughter, '13712350003')
    const [declared] = (await declare(daughter, '先口头')).body.served
    const { status, body } = await giveRelative(declared?.personId ?? '', '13712350003')
    expect(status).toBe(201)
    expect(body.bookers).toMatchObject([{ basis: 'counter' }])
    expect((await daughter.call(listRelatives)).served).toHaveLength(1)
    expect((await giveRelative(declared?.personId ?? '', '13712350003')).code).toBe(
      'relationship_exists',
    )
  })

  it('must be somebody on file, not the elder himself and not the clerk', async () => {
    const { body } = await register({ name: '纸三', phone: '13712350004' })
    expect((await giveRelative(body.personId, '13712359999')).code).toBe('relative_unknown')
    expect((await giveRelative(body.personId, '13712350004')).code).toBe('relation_to_oneself')
    expect((await giveRelative(body.personId, 'abcde')).code).toBe('phone_invalid')
    await bind(officer, '13712350005')
    expect((await giveRelative(body.personId, '13712350005')).code).toBe('not_allowed')
  })

  it('is ended at the counter when the elder says so', async () => {
    const { elder, daughter } = await elderWithDaughter('纸四', '13712350006')
    const { body } = await giveRelative(elder, '13712350006')
    const ended = await officer.call(withdrawRelationshipAtCounter, {
      params: {
        ...inHexing(elder),
        relationshipId: relationshipId(body.bookers[0]?.relationshipId ?? ''),
      },
    })
    expect(ended.bookers).toEqual([])
    expect((await daughter.call(listRelatives)).served).toEqual([])
  })
})

it('a counter does not end a relationship of people it was not asked about', async () => {
  const [elder, daughter] = [
    await app.newcomer('open-mine-elder'),
    await app.newcomer('open-mine-child'),
  ]
  const { served } = await relate(elder, daughter)
  const { body } = await register({ name: '不相干' })
  await officer.call(withdrawRelationshipAtCounter, {
    params: {
      ...inHexing(body.personId),
      relationshipId: relationshipId(served[0]?.relationshipId ?? ''),
    },
  })
  expect((await daughter.call(listRelatives)).served).toHaveLength(1)
})
