import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { careKinds, readLiveReadings } from '#shared/readings/live-readings.ts'
import { intensity } from '#tests/intensity.ts'
import type { CrowdMember as Person, SceneElder } from '#tests/readings/care-scene.ts'
import {
  announce,
  consentAll,
  enrol,
  fang,
  hexing,
  hong,
  makeCrowd,
  storeLatest,
  topicOf,
} from '#tests/readings/care-scene.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import type { CrowdHearing } from './socket-crowd.ts'
import { seatCrowd } from './socket-crowd.ts'

const count = intensity.careFollowers

let app: TestApp
let elders: SceneElder[]
let crowd: Person[]

beforeAll(async () => {
  app = await startTestApp()
  elders = [await enrol(app, hexing, fang), await enrol(app, hexing, hong)]
  crowd = await makeCrowd(app, count)
  await consentAll(
    app,
    crowd.map(({ personId: followerId }, i) => ({
      followerId,
      elderId: elders[i % 2]?.personId ?? '',
    })),
  )
})

afterAll(() => app?.stop())

test(`${count} followers who come back at once are there again within ten seconds, and readings flow meanwhile`, async () => {
  const now = app.clock.now().getTime()
  for (const elder of elders) await storeLatest(app, elder, 'heart_rate', 70, now)
  const members = crowd.map(({ token }, i) => {
    const elder = elders[i % 2]
    return { token, topics: elder ? [topicOf(elder, 'vitals')] : [] }
  })
  /** What each heard; `skips`: on a machine too slow for him, only the newest since the one before. */
  const heard = new Map<number, { readonly value: number; readonly skips: boolean }[]>()
  const onMessage: CrowdHearing['onMessage'] = (message, member) => {
    const data =
      message.type === 'event'
        ? message.event.data
        : message.type === 'subscribed'
          ? message.latest
          : undefined
    const skips = message.type === 'event' && message.event.kind === careKinds.newest
    const values = heard.get(member) ?? []
    heard.set(member, values)
    for (const { value } of readLiveReadings(data ?? {})) values.push({ value: value ?? -1, skips })
  }
  const before = await seatCrowd(app.address, members, { onMessage })
  // A proxy restarts: every socket is gone in the same moment.
  for (const socket of before.sockets) socket.close()
  heard.clear()
  let value = 100
  let slowestStore = 0
  let isOver = false
  const ingesting = (async () => {
    while (!isOver) {
      const began = performance.now()
      value += 1
      for (const elder of elders) {
        await storeLatest(app, elder, 'heart_rate', value, now + value)
        announce(app, elder, 'heart_rate', value, now + value)
      }
      slowestStore = Math.max(slowestStore, performance.now() - began)
      await sleep(50)
    }
  })()
  const back = await seatCrowd(app.address, members, { onMessage })
  expect(Math.max(...back.after)).toBeLessThan(10_000)
  isOver = true
  await ingesting
  for (
    let tries = 0;
    tries < 100 && [...heard.values()].some((all) => all.at(-1)?.value !== value);
    tries++
  )
    await sleep(50)
  process.stdout.write(
    `care crowd: ${count} followers back after ${Math.round(Math.max(...back.after))} ms, ` +
      `the slowest two readings stored meanwhile in ${Math.round(slowestStore)} ms\n`,
  )
  expect(heard.size).toBe(count)
  for (const all of heard.values()) {
    // From the newest on, each one once and in order; the first event may be what he was given.
    const [given, first] = all
    if (first?.value === given?.value) all.shift()
    let before = (given?.value ?? 0) - 1
    for (const { value: next, skips } of all) {
      if (skips) expect(next).toBeGreaterThan(before)
      else expect(next).toBe(before + 1)
      before = next
    }
    expect(before).toBe(value)
  }
  expect(slowestStore).toBeLessThan(3000)
  for (const socket of back.sockets) socket.close()
}, 120_000)
