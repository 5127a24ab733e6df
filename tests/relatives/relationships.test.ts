import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeMe, deleteMe } from '#shared/accounts/accounts.contract.ts'
import { personId, relationshipId } from '#shared/ids.ts'
import {
  changeMyProfile,
  listRelatives,
  makeRelationCode,
  withdrawRelationship,
} from '#shared/relatives/relatives.contract.ts'
import { openLive, ticketOf } from '#tests/live/live-client.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { relativesScene, textVersion } from './relatives-scene.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())
const { bind, codeOf, exported, idOf, relate, rows, use } = relativesScene(() => app)

const mayBookFor = async (booker: Client, served: Client) =>
  app.app.services.relatives.mayBookFor(
    app.platform.database.reader,
    await idOf(booker),
    await idOf(served),
  )
/** Ends a relationship; one that nobody has when none is named. */
const endIt = (client: Client, id: string | undefined) =>
  client.call(withdrawRelationship, {
    params: { relationshipId: relationshipId(id ?? randomUUID()) },
  })
const pair = async (name: string): Promise<[Client, Client]> => [
  await app.newcomer(`open-elder-${name}`),
  await app.newcomer(`open-child-${name}`),
]

describe('an elder who shows his code to his daughter', () => {
  it('lets her book for him from that moment, and both see the other', async () => {
    const [elder, daughter] = await pair('code')
    await elder.call(changeMe, { body: { displayName: '王建国' } })
    await elder.call(changeMyProfile, { body: { bornOn: '1946-11-18' } })
    await daughter.call(changeMe, { body: { displayName: '王小丽' } })
    expect(await mayBookFor(daughter, elder)).toBeUndefined()

    const seen = await relate(elder, daughter)
    expect(seen.served).toMatchObject([
      { displayName: '王建国', relation: 'child', basis: 'code', age: 79, expiresAt: null },
    ])
    expect(seen.bookers).toEqual([])
    const { served, bookers } = await elder.call(listRelatives)
    expect(served).toEqual([])
    expect(bookers).toMatchObject([{ displayName: '王小丽', relation: 'child', basis: 'code' }])
    expect(await mayBookFor(daughter, elder)).toMatchObject({ basis: 'code', textVersion })
    // Not the other way round.
    expect(await mayBookFor(elder, daughter)).toBeUndefined()
  })

  it('is known by the text he read, and the audit keeps it', async () => {
    const [elder, daughter] = await pair('text')
    const old = await elder.ask(makeRelationCode, {
      body: { textVersion: '2020-01' as typeof textVersion },
    })
    expect(old.code).toBe('invalid_request')
    await relate(elder, daughter)
    const given = await rows(
      `select detail from audit_entries where action = 'relationship.given'
        and actor_person_id = $1`,
      [await idOf(daughter)],
    )
    expect(given).toMatchObject([
      { detail: { servedPersonId: await idOf(elder), textVersion, basis: 'code' } },
    ])
  })

  it('shows a code that works once', async () => {
    const [elder, daughter] = await pair('once')
    const code = await codeOf(elder)
    expect((await use(daughter, code)).status).toBe(200)
    const again = await use(await app.newcomer('open-late-cousin'), code)
    expect([again.status, again.code]).toEqual([422, 'relation_code_invalid'])
  })

  it('shows a code that ends after ten minutes, and with the next one', async () => {
    const [elder, daughter] = await pair('minutes')
    const first = await codeOf(elder)
    const second = await codeOf(elder)
    expect((await use(daughter, first)).code).toBe('relation_code_invalid')
    app.clock.forward(10)
    const later = await app.newcomer('open-child-minutes')
    expect((await use(later, second)).code).toBe('relation_code_invalid')
    const asBefore = await app.newcomer('open-elder-minutes')
    expect((await asBefore.call(listRelatives)).bookers).toEqual([])
  })

  it('cannot be his own relative, nor have one twice', async () => {
    const [elder, daughter] = await pair('self')
    const code = await codeOf(elder)
    expect((await use(elder, code)).code).toBe('relation_to_oneself')
    expect((await use(daughter, code)).status).toBe(200)
    expect((await use(daughter, await codeOf(elder))).code).toBe('relationship_exists')
    expect((await elder.call(listRelatives)).bookers).toHaveLength(1)
  })

  it('gives it to one of ten who type the same code at once', async () => {
    const elder = await app.newcomer('open-elder-race')
    const code = await codeOf(elder)
    const clients = await Promise.all(
      Array.from({ length: 10 }, (_, at) => app.newcomer(`open-racer-${at}`)),
    )
    const answers = await Promise.all(clients.map((client) => use(client, code)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(422)])
    expect((await elder.call(listRelatives)).bookers).toHaveLength(1)
  })

  it('needs his yes to the privacy guide first', async () => {
    const shy = await app.newcomer('open-shy-elder', false)
    const answer = await shy.ask(makeRelationCode, { body: { textVersion } })
    expect(answer.code).toBe('privacy_consent_needed')
  })

  it('is kept without the code itself', async () => {
    const elder = await app.newcomer('open-elder-kept')
    const code = await codeOf(elder)
    const kept = JSON.stringify(await rows('select * from relation_codes'))
    expect(kept).toContain(await idOf(elder))
    expect(kept).not.toContain(code)
    expect(app.logLines.join('')).not.toContain(`"${code}"`)
  })
})

describe('somebody who guesses codes', () => {
  const wrong = (right: string, at: number) =>
    String((Number(right) + 1 + at) % 1_000_000).padStart(6, '0')

  it('is stopped after five wrong ones, even when the sixth is right, for an hour', async () => {
    const [elder, thief] = await pair('guess')
    const code = await codeOf(elder)
    for (let at = 0; at < 5; at += 1)
      expect((await use(thief, wrong(code, at))).code).toBe('relation_code_invalid')
    const stopped = await use(thief, code)
    expect([stopped.status, stopped.code]).toEqual([429, 'too_many_tries'])
    app.clock.forward(61)
    const [later, asBefore] = await pair('guess')
    expect((await use(asBefore, await codeOf(later))).status).toBe(200)
  })

  it('gains nothing by asking a hundred times at once', async () => {
    const [elder, thief] = await pair('burst')
    const code = await codeOf(elder)
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => use(thief, wrong(code, at))),
    )
    const tried = answers.filter((answer) => answer.code === 'relation_code_invalid')
    expect(tried).toHaveLength(5)
    expect((await use(thief, code)).code).toBe('too_many_tries')
  })

  it('does not win five new ones by typing a code of his own', async () => {
    const [elder, thief] = await pair('reset')
    const code = await codeOf(elder)
    for (let at = 0; at < 4; at += 1) await use(thief, wrong(code, at))
    const accomplice = await app.newcomer('open-accomplice')
    expect((await use(thief, await codeOf(accomplice))).status).toBe(200)
    expect((await use(thief, wrong(code, 5))).code).toBe('relation_code_invalid')
    expect((await use(thief, code)).code).toBe('too_many_tries')
  })

  it('stands in nobody’s way', async () => {
    const [elder, thief] = await pair('others')
    const code = await codeOf(elder)
    for (let at = 0; at < 6; at += 1) await use(thief, wrong(code, at))
    expect((await use(await app.newcomer('open-honest'), code)).status).toBe(200)
  })
})

describe('a relationship', () => {
  it('ends at once when either side says so, and may be given anew', async () => {
    const [elder, daughter] = await pair('either')
    await relate(elder, daughter)
    const [bookers] = [(await elder.call(listRelatives)).bookers]
    expect((await endIt(elder, bookers[0]?.relationshipId)).bookers).toEqual([])
    expect(await mayBookFor(daughter, elder)).toBeUndefined()
    expect((await daughter.call(listRelatives)).served).toEqual([])

    const { served } = await relate(elder, daughter)
    expect((await endIt(daughter, served[0]?.relationshipId)).served).toEqual([])
    expect(await mayBookFor(daughter, elder)).toBeUndefined()
    await endIt(daughter, served[0]?.relationshipId)
  })

  it('is not ended by a stranger, who is told the same as for one that never was', async () => {
    const [elder, daughter] = await pair('stranger')
    const { served } = await relate(elder, daughter)
    const stranger = await app.newcomer('open-stranger')
    const id = served[0]?.relationshipId
    expect(await endIt(stranger, id)).toEqual(await endIt(stranger, randomUUID()))
    expect(await mayBookFor(daughter, elder)).toBeDefined()
  })

  it('is told to both phones when it begins and when it ends', async () => {
    const [elder, daughter] = await pair('live')
    const socket = await openLive(app.address, await ticketOf(elder))
    await socket.follow(`person/${await idOf(elder)}`)
    const { served } = await relate(elder, daughter)
    expect((await socket.next('event')).event.kind).toBe('relatives_changed')
    await endIt(daughter, served[0]?.relationshipId)
    expect((await socket.next('event')).event).toMatchObject({
      kind: 'relatives_changed',
      data: {},
    })
    await socket.close()
  })

  it('is shown to nobody else', async () => {
    const [elder, daughter] = await pair('private')
    await relate(elder, daughter)
    const stranger = await app.newcomer('open-other-family')
    expect(await stranger.call(listRelatives)).toEqual({ served: [], bookers: [] })
  })

  it('goes with the person who deletes his account, from both lists', async () => {
    const [elder, daughter] = await pair('deleted')
    await elder.call(changeMyProfile, { body: { bornOn: '1940-01-01' } })
    await relate(elder, daughter)
    const gone = await idOf(elder)
    await elder.call(deleteMe)
    expect((await daughter.call(listRelatives)).served).toEqual([])
    const left = await rows(
      `select 1 from relationships where $1 in (served_person_id, relative_person_id)
        union all select 1 from person_profiles where person_id = $1`,
      [gone],
    )
    expect(left).toEqual([])
  })

  it('is in what both may take with them, without the other’s name', async () => {
    const [elder, daughter] = await pair('export')
    await daughter.call(changeMe, { body: { displayName: '孙女儿' } })
    await relate(elder, daughter)
    const taken = await exported(elder)
    expect(taken.relatives).toMatchObject([{ iAm: 'served', basis: 'code', textVersion }])
    expect(JSON.stringify(taken)).not.toContain('孙女儿')
    expect((await exported(daughter)).relatives).toMatchObject([{ iAm: 'relative' }])
  })

  it('comes along when a newcomer turns out to be a person on file', async () => {
    const [elder, daughter] = await pair('claim')
    await relate(elder, daughter)
    await daughter.call(changeMyProfile, { body: { bornOn: '1970-03-03' } })
    const { accounts } = app.app.services
    const onFile = personId(app.platform.ids.next())
    await app.platform.database.inTransaction((tx) =>
      accounts.register(tx, {
        personId: onFile,
        displayName: '王小丽',
        largeType: false,
        phone: '13711119999',
        home: null,
        account: null,
      }),
    )
    expect((await bind(daughter, '13711119999')).body.personId).toBe(onFile)
    expect((await elder.call(listRelatives)).bookers).toMatchObject([
      { personId: onFile, displayName: '王小丽' },
    ])
    expect(await mayBookFor(daughter, elder)).toMatchObject({ relativePersonId: onFile })
  })
})

it('the demo’s 张慧 may book for her mother 沈阿婆, who has no phone', async () => {
  const daughter = await app.as('zhang-hui')
  expect((await daughter.call(listRelatives)).served).toMatchObject([
    { displayName: '沈秀珍', basis: 'counter', relation: 'child', age: 93 },
  ])
})
