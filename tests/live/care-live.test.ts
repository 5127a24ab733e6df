import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedId } from '#db/seed-id.ts'
import { readMe, signOut } from '#shared/accounts/accounts.contract.ts'
import { closeCodes } from '#shared/live/live.contract.ts'
import { careDeskTopic, careStateTopic, readLiveReadings } from '#shared/readings/live-readings.ts'
import { metricClasses } from '#shared/readings/metrics.ts'
import type { SceneElder } from '#tests/readings/care-scene.ts'
import {
  announce,
  chu,
  consent,
  enrol,
  fang,
  hexing,
  hong,
  liuwan,
  shen,
  signedInAs,
  storeLatest,
  topicOf,
  withdraw,
} from '#tests/readings/care-scene.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import type { LiveSocket } from './live-client.ts'
import { liveOf } from './live-client.ts'

let here: TestApp
let there: TestApp
let elder: SceneElder
let neighbour: SceneElder
let atHome: SceneElder
let elsewhere: SceneElder
let measuredAt = 0

beforeAll(async () => {
  here = await startTestApp()
  there = await startTestApp({ databaseUrl: here.databaseUrl })
  elder = await enrol(here, hexing, fang)
  neighbour = await enrol(here, hexing, hong)
  atHome = await enrol(here, hexing, shen, { atHome: true })
  elsewhere = await enrol(here, liuwan, chu)
  measuredAt = here.clock.now().getTime()
})

afterAll(async () => {
  await there?.stop()
  await here?.stop()
})

/** A daughter nobody has seen before, who follows `whom`. */
const daughterOf = async (whom: SceneElder, openId: string) => {
  const client = await here.newcomer(openId)
  const { personId } = await client.call(readMe)
  await consent(here, whom, personId)
  return { client, personId }
}

const beat = (value: number, whom = elder): void => {
  measuredAt += 1000
  announce(here, whom, 'heart_rate', value, measuredAt)
}
const valuesOf = (live: LiveSocket): (number | null)[] =>
  live.heard.flatMap((message) =>
    message.type === 'event' ? readLiveReadings(message.event.data).map(({ value }) => value) : [],
  )
const eventsOf = (live: LiveSocket): number =>
  live.heard.filter(({ type }) => type === 'event').length
const placeOf = ({ epoch, offset }: { epoch: string; offset: number }) => ({ epoch, offset })
const until = async (holds: () => boolean, milliseconds = 8000): Promise<void> => {
  const end = Date.now() + milliseconds
  while (!holds() && Date.now() < end) await sleep(20)
  expect(holds()).toBe(true)
}

const staff = (slug: string) => signedInAs(here, seedId(`person/${slug}`))

test('the newest values come with the answer to subscribing, then each new one', async () => {
  const { client } = await daughterOf(elder, 'o-first')
  await storeLatest(here, elder, 'heart_rate', 71, measuredAt)
  await storeLatest(here, elder, 'in_bed', 1, measuredAt)
  const live = await liveOf(there.address, client)
  const answer = await live.follow(topicOf(elder, 'vitals'))
  expect(answer).toMatchObject({ resumed: false, latest: { heart_rate: [71, 0, measuredAt] } })
  beat(72)
  const { event } = await live.next('event')
  expect(event).toMatchObject({
    ...{ kind: 'readings', epoch: answer.epoch, offset: answer.offset + 1 },
    data: { heart_rate: [72, 0, measuredAt] },
  })
  await live.close()
})

test('after sleep the missed readings come, without a gap or a repeat, on one node', async () => {
  const { client } = await daughterOf(elder, 'o-sleeps')
  const before = await liveOf(there.address, client)
  await before.follow(topicOf(elder, 'vitals'))
  beat(60)
  const { event } = await before.next('event')
  before.ws.terminate()
  for (const value of [61, 62, 63]) beat(value)
  await sleep(200)
  const after = await liveOf(there.address, client)
  const again = await after.follow(topicOf(elder, 'vitals'), placeOf(event))
  expect(again.resumed).toBe(true)
  beat(64)
  await until(() => valuesOf(after).length >= 4)
  await sleep(150)
  expect(valuesOf(after)).toEqual([61, 62, 63, 64])
  await after.close()
})

test('on another node the phone is told to begin anew, with the newest values', async () => {
  const { client } = await daughterOf(elder, 'o-moves')
  const before = await liveOf(there.address, client)
  await before.follow(topicOf(elder, 'vitals'))
  beat(65)
  const { event } = await before.next('event')
  await before.close()
  await storeLatest(here, elder, 'heart_rate', 66, measuredAt + 1)
  const after = await liveOf(here.address, client)
  const answer = await after.follow(topicOf(elder, 'vitals'), placeOf(event))
  expect(answer).toMatchObject({ resumed: false, latest: { heart_rate: [66, 0, measuredAt + 1] } })
  await after.close()
})

test('whoever has no right to a topic never gets a frame of it, whatever is going on', async () => {
  const { client: daughter, personId } = await daughterOf(elder, 'o-matrix-daughter')
  const { client: removed, personId: removedId } = await daughterOf(elder, 'o-matrix-removed')
  await withdraw(here, elder, removedId, { announced: true })
  const onlySleep = await here.newcomer('o-matrix-sleep')
  await consent(here, elder, (await onlySleep.call(readMe)).personId, ['sleep'])
  const callers: Readonly<Record<string, Client>> = {
    daughter,
    removed,
    onlySleep,
    stranger: await here.newcomer('o-matrix-stranger'),
    nurse: await staff('hexing-care-home-1-1'),
    otherNurse: await staff('liuwan-care-home-1-1'),
    duty: await here.as('hexing-duty-1'),
    officer: await staff('hexing-officer-hexingyi'),
    otherOfficer: await staff('hexing-officer-hexinger'),
  }
  const elders = { elder, neighbour, atHome, elsewhere }
  const { rows: units } = await here.platform.database.pool.query(
    `select subdistrict_id, unit_id from units where kind = 'care_home' order by subdistrict_id`,
  )
  const topics: Record<string, string> = {}
  for (const [name, one] of Object.entries(elders)) {
    topics[`${name}/state`] = careStateTopic(one.subdistrictId, one.personId)
    for (const of of metricClasses) topics[`${name}/${of}`] = topicOf(one, of)
  }
  for (const { subdistrict_id, unit_id } of units)
    topics[`desk/${subdistrict_id}`] = careDeskTopic(subdistrict_id, unit_id)
  topics['desk/home'] = careDeskTopic(hexing, null)
  topics.foreign = `care/liuwan/${elder.personId}/vitals`
  topics.nobody = `care/hexing/${personId}/vitals`
  const all = (name: string) => ['state', ...metricClasses].map((of) => `${name}/${of}`)
  /** By hand, from what is promised. */
  const allowed: Readonly<Record<string, readonly string[]>> = {
    daughter: all('elder'),
    onlySleep: ['elder/state', 'elder/sleep'],
    nurse: [...all('elder'), ...all('neighbour'), 'desk/hexing'],
    otherNurse: [...all('elsewhere'), 'desk/liuwan'],
    officer: all('atHome'),
  }
  const sockets = new Map<string, LiveSocket>()
  for (const [name, client] of Object.entries(callers)) {
    const live = await liveOf(there.address, client)
    for (const topic of Object.values(topics)) live.say({ type: 'subscribe', topic })
    sockets.set(name, live)
  }
  const count = Object.keys(topics).length
  await until(() => [...sockets.values()].every(({ heard }) => heard.length >= count))
  for (const topic of Object.values(topics))
    here.platform.liveBus.publish({ topic, kind: 'readings', data: { heart_rate: [70, 0, 1] } })
  await sleep(500)
  for (const [name, live] of sockets) {
    const events = live.heard.flatMap((one) => (one.type === 'event' ? [one.event.topic] : []))
    const refused = live.heard.flatMap((one) => (one.type === 'refused' ? [one.topic] : []))
    const expected = (allowed[name] ?? []).map((topic) => topics[topic] ?? topic)
    expect([name, events.toSorted()]).toEqual([name, expected.toSorted()])
    expect(refused.length).toBe(count - expected.length)
    await live.close()
  }
})

test.each([
  ['announced', true, 1500],
  ['not heard of on this node', false, 5000],
])('a withdrawn consent, %s, stops the stream', async (_, announced, milliseconds) => {
  const { client, personId } = await daughterOf(elder, `o-withdrawn-${announced}`)
  const { client: other } = await daughterOf(elder, `o-stays-${announced}`)
  const live = await liveOf(there.address, client)
  const stays = await liveOf(there.address, other)
  for (const one of [live, stays]) await one.follow(topicOf(elder, 'vitals'))
  const beating = setInterval(() => beat(70), 50)
  await until(() => valuesOf(live).length > 3)
  await withdraw(here, elder, personId, { announced })
  const withdrawnAt = Date.now()
  expect(await live.next('refused')).toMatchObject({ code: 'not_allowed' })
  expect(Date.now() - withdrawnAt).toBeLessThan(milliseconds)
  const heard = valuesOf(live).length
  const heardThere = valuesOf(stays).length
  await sleep(500)
  expect(valuesOf(live)).toHaveLength(heard)
  expect(valuesOf(stays).length).toBeGreaterThan(heardThere)
  clearInterval(beating)
  await Promise.all([live.close(), stays.close()])
})

test('when rights cannot be proven nothing is sent after five seconds, and the newest once they can', async () => {
  const { client } = await daughterOf(elder, 'o-unproven')
  const live = await liveOf(there.address, client)
  await live.follow(topicOf(elder, 'vitals'))
  const lock = await here.platform.database.pool.connect()
  await lock.query('begin; lock table care_consents in access exclusive mode')
  const lockedAt = Date.now()
  let value = 100
  const beating = setInterval(() => beat(++value), 50)
  await sleep(5600)
  const heard = valuesOf(live).length
  expect(heard).toBeGreaterThan(10)
  await sleep(Math.max(0, 7600 - (Date.now() - lockedAt)))
  expect(valuesOf(live)).toHaveLength(heard)
  clearInterval(beating)
  await sleep(300)
  await lock.query('rollback')
  lock.release()
  await until(() => valuesOf(live).at(-1) === value)
  const after = live.heard
    .slice(-2)
    .flatMap((one) => (one.type === 'event' ? [one.event.kind] : []))
  expect(after).toContain('newest')
  // One event for all that was missed, and perhaps one that came late.
  expect(valuesOf(live).length).toBeLessThanOrEqual(heard + 2)
  await live.close()
}, 30_000)

test('signing out ends a stream of readings at once, on whatever node', async () => {
  const { client } = await daughterOf(elder, 'o-signs-out-of-care')
  const live = await liveOf(there.address, client)
  await live.follow(topicOf(elder, 'vitals'))
  await client.call(signOut)
  expect(await live.closed).toBe(closeCodes.sessionEnded)
})

test('a client that cannot keep up gets the newest of each metric and delays nobody', async () => {
  const { client } = await daughterOf(neighbour, 'o-slow')
  const { client: other } = await daughterOf(neighbour, 'o-quick')
  const slow = await liveOf(there.address, client)
  const quick = await liveOf(there.address, other)
  const topic = topicOf(neighbour, 'vitals')
  for (const one of [slow, quick]) await one.follow(topic)
  const held = [...there.app.http.websocketServer.clients].at(-2)
  slow.ws.pause()
  // The network itself takes some megabytes before anything has to wait here.
  const filler = { words: 'x'.repeat(7000) }
  let flooded = 0
  const isHeld = () => (held?.bufferedAmount ?? 0) > 16 * 1024
  while (!isHeld() && flooded < 4000) {
    for (let i = 0; i < 20; i++)
      there.platform.liveBus.publish({ ...{ topic, kind: 'readings' }, data: filler })
    flooded += 20
    await until(() => eventsOf(quick) === flooded)
  }
  expect(isHeld()).toBe(true)
  const started = Date.now()
  for (let value = 1; value <= 80; value++) {
    beat(value, neighbour)
    announce(here, neighbour, 'oxygen_saturation', 90 + (value % 10), measuredAt)
    if (value % 10 === 0) await sleep(5)
  }
  await until(() => valuesOf(quick).filter((value) => value === 80).length === 1, 20_000)
  const quickAfter = Date.now() - started
  expect(held?.bufferedAmount).toBeLessThan(200 * 1024)
  slow.ws.resume()
  await until(() => valuesOf(slow).includes(80), 20_000)
  const newest = slow.heard.at(-1)
  expect(newest).toMatchObject({
    type: 'event',
    event: {
      kind: 'newest',
      data: { heart_rate: [80, 0, measuredAt], oxygen_saturation: [90, 0, measuredAt] },
    },
  })
  expect(valuesOf(slow).length).toBeLessThan(50)
  // Whoever keeps up heard every single one, in order.
  const beats = valuesOf(quick).filter((_, i) => i % 2 === 0)
  expect(beats).toEqual(Array.from({ length: 80 }, (_, i) => i + 1))
  expect(quickAfter).toBeLessThan(20_000)
  expect(slow.ws.readyState).toBe(slow.ws.OPEN)
  await Promise.all([slow.close(), quick.close()])
}, 60_000)

test('who watches is noted for the elder to read', async () => {
  const { client, personId } = await daughterOf(elder, 'o-is-noted')
  const live = await liveOf(there.address, client)
  await live.follow(topicOf(elder, 'vitals'))
  const looks = async () =>
    (
      await here.platform.database.pool.query(
        'select scope, looked_as from care_looks where elder_id = $1 and viewer_id = $2',
        [elder.personId, personId],
      )
    ).rows
  for (let tries = 0; tries < 50 && (await looks()).length === 0; tries++) await sleep(100)
  expect(await looks()).toEqual([{ scope: 'live', looked_as: 'follower' }])
  await live.close()
})
