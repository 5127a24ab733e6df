import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endPost, givePost, listPosts, readMe } from '#shared/accounts/accounts.contract.ts'
import { personId, placeId, postId, subdistrictId, unitId } from '#shared/ids.ts'
import { listUnits } from '#shared/places/places.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let app: TestApp
let administrator: Client
beforeAll(async () => {
  app = await startTestApp({ running: false })
  administrator = await app.as('hexing-administrator')
})
afterAll(() => app.stop())

const params = { subdistrictId: subdistrictId('hexing') }
const nowhere = '00000000-0000-7000-8000-000000000000'
const postsNow = async () => (await administrator.call(listPosts, { params })).posts
const unitNamed = async (name: string) => {
  const { units } = await administrator.call(listUnits, { params })
  const unit = units.find((one) => one.name === name)
  if (!unit) throw new Error(`no unit ${name}`)
  return unit.unitId
}
const give = async (client: Client, role: 'handler' | 'duty_officer' = 'handler') => {
  const me = await client.call(readMe)
  return administrator.call(givePost, {
    params,
    body: {
      personId: me.personId,
      role,
      isHead: false,
      unitId: await unitNamed('合兴市政养护队'),
      placeId: null,
    },
  })
}

describe('a post', () => {
  it('gives its powers at once to a token that is older than the post', async () => {
    const newcomer = await app.newcomer('open-new-handler')
    expect((await newcomer.ask(listUnits, { params })).code).toBe('not_allowed')
    await give(newcomer)
    expect((await newcomer.ask(listUnits, { params })).status).toBe(200)
    expect((await newcomer.call(readMe)).posts).toMatchObject([
      { role: 'handler', unitName: '合兴市政养护队', subdistrictName: '合兴街道' },
    ])
  })

  it('loses them with the next request when it ends, the token being as good as before', async () => {
    const handler = await app.newcomer('open-leaving')
    const { postId: post } = await give(handler)
    expect((await handler.ask(listUnits, { params })).status).toBe(200)
    const ended = await administrator.call(endPost, { params: { ...params, postId: post } })
    expect(ended.endsAt).toBe(app.clock.now().toISOString())
    expect((await handler.ask(listUnits, { params })).code).toBe('not_allowed')
    expect((await handler.call(readMe)).posts).toEqual([])
  })

  it('of the administrator ends like any other', async () => {
    const second = await app.newcomer('open-second-administrator')
    const { personId: person } = await second.call(readMe)
    const wanted = { personId: person, role: 'administrator' as const, isHead: false }
    const given = await administrator.call(givePost, {
      params,
      body: { ...wanted, unitId: null, placeId: null },
    })
    expect((await second.ask(listPosts, { params })).status).toBe(200)
    await second.call(endPost, { params: { ...params, postId: given.postId } })
    expect((await second.ask(listPosts, { params })).code).toBe('not_allowed')
  })

  it('ends once: of ten at once one ends it and the others are told', async () => {
    const handler = await app.newcomer('open-contended')
    const { postId: post } = await give(handler)
    const ask = () => administrator.ask(endPost, { params: { ...params, postId: post } })
    const answers = await Promise.all(Array.from({ length: 10 }, ask))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ code }) => code === 'post_ended')).toHaveLength(9)
  })

  it('stays in the list when it has ended', async () => {
    const handler = await app.newcomer('open-listed')
    const { postId: post } = await give(handler)
    await administrator.call(endPost, { params: { ...params, postId: post } })
    const listed = (await postsNow()).find((one) => one.postId === post)
    expect(listed).toMatchObject({ role: 'handler', endsAt: expect.any(String) })
  })

  it('is written into the audit when given and when ended, by ids alone', async () => {
    const handler = await app.newcomer('open-audited')
    const { postId: post } = await give(handler)
    await administrator.call(endPost, { params: { ...params, postId: post } })
    const { rows } = await app.platform.database.pool.query(
      `select e.action, p.display_name as who, e.detail::text from audit_entries e
         join persons p on p.person_id = e.actor_person_id where object_id = $1 order by audit_id`,
      [post],
    )
    expect(rows.map(({ action, who }) => [action, who])).toEqual([
      ['post.given', '方志清'],
      ['post.ended', '方志清'],
    ])
    expect(JSON.stringify(rows)).not.toContain('微信用户')
    await expect(
      app.platform.database.pool.query('update audit_entries set action = $1', ['nothing']),
    ).rejects.toThrow('append-only')
  })
})

describe('a post is refused', () => {
  const body = {
    personId: personId(nowhere),
    role: 'handler' as const,
    isHead: false,
    unitId: null,
    placeId: null,
  }

  it('to nobody, in no unit and at no place', async () => {
    const { personId: person } = await (await app.newcomer('open-wanted')).call(readMe)
    const known = { ...body, personId: person }
    const ask = async (wanted: typeof body | object) =>
      (await administrator.ask(givePost, { params, body: { ...known, ...wanted } })).code
    expect(await ask({ personId: personId(nowhere) })).toBe('unknown_person')
    expect(await ask({ unitId: unitId(nowhere) })).toBe('unit_unknown')
    expect(await ask({ placeId: placeId(nowhere) })).toBe('place_unknown')
  })

  it('in a unit of another subdistrict', async () => {
    const { personId: person } = await (await app.newcomer('open-border')).call(readMe)
    const liuwan = await app.as('liuwan-duty-1')
    const there = { params: { subdistrictId: subdistrictId('liuwan') } }
    const [unit] = (await liuwan.call(listUnits, there)).units
    const answer = await administrator.ask(givePost, {
      params,
      body: { ...body, personId: person, unitId: unit?.unitId ?? null },
    })
    expect(answer.code).toBe('unit_unknown')
  })

  it('by whoever is not administrator here', async () => {
    const liuwan = { subdistrictId: subdistrictId('liuwan') }
    for (const stranger of ['chen-yue', 'hexing-duty-1', 'liuwan-duty-1']) {
      const client = await app.as(stranger)
      expect((await client.ask(givePost, { params, body })).code, stranger).toBe('not_allowed')
      expect((await client.ask(listPosts, { params })).code, stranger).toBe('not_allowed')
    }
    expect((await administrator.ask(listPosts, { params: liuwan })).code).toBe('not_allowed')
  })

  it('an end, when there is no such post or it is elsewhere', async () => {
    const liuwanPost = (await (await app.as('liuwan-duty-1')).call(readMe)).posts[0]
    for (const post of [postId(nowhere), liuwanPost?.postId ?? postId(nowhere)]) {
      const answer = await administrator.ask(endPost, { params: { ...params, postId: post } })
      expect([answer.status, answer.code]).toEqual([404, 'not_found'])
    }
  })
})
