import { Fhir } from 'fhir'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IncomingReading } from '#bff/readings/reading-record.ts'
import { deleteMe } from '#shared/accounts/accounts.contract.ts'
import {
  deleteMyReadings,
  listLooks,
  readElder,
  withdrawFollower,
} from '#shared/care/care.contract.ts'
import { deleteElderReadings, endElderCare, enrolElder } from '#shared/care/care-desk.contract.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { fang, signedInAs } from '#tests/readings/care-scene.ts'
import { readingsScene } from '#tests/readings/readings-scene.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { careScene, fangKey, inHexing, seeVitals } from './care-scene.ts'

let app: TestApp
let nurse: Client
let elder: Client
let daughter: Client
let worn: Awaited<ReturnType<typeof device>>
const { agree, follow, homeUnit, idOf, paperFor, rows } = careScene(() => app)
const { after, device, wear } = readingsScene(() => app)
const key = fangKey
const november = { from: '2026-11-01', to: '2026-11-30' }

const reading = (metric: MetricCode, value: number | null, minutes: number): IncomingReading => ({
  ...{ metric, value },
  measuredAt: after(minutes),
})
const measure = async (...readings: IncomingReading[]) => {
  await app.app.services.readings.ingest(readings, { deviceId: worn.deviceId })
}
const textOf = async (
  client: Client,
  form: 'readings.csv' | 'readings.fhir.json',
  query = november,
) => {
  const search = new URLSearchParams(query).toString()
  const path = `/api/subdistricts/hexing/care/elders/${fang}/${form}?${search}`
  const answer = await client.raw(path)
  const bytes = Buffer.from(await answer.arrayBuffer())
  return { status: answer.status, text: bytes.toString('utf8') }
}
/** Whatever of him is left in the tables of readings, under any number he ever had. */
const left = async (numbers: readonly number[]) => {
  const counts: number[] = []
  for (const table of [
    'readings',
    'latest_readings',
    'reading_minutes',
    'reading_hours',
    'reading_days',
  ]) {
    const [row] = await rows(
      `select count(*)::int as n from ${table} where elder_no = any($1::int[])`,
      [numbers],
    )
    counts.push(row.n)
  }
  return counts
}
const numberOf = async (): Promise<number> =>
  Number(
    (await rows('select elder_no from cared_persons where person_id = $1', [fang]))[0].elder_no,
  )

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.as('hexing-care-home-1-1')
  elder = await signedInAs(app, fang)
  await agree(elder)
  daughter = await app.newcomer('open-export-daughter')
  app.clock.forward(-600)
  nurse = await app.as('hexing-care-home-1-1')
  const body = paperFor({ personId: fang, unitId: await homeUnit() })
  await nurse.call(enrolElder, { params: inHexing, body })
  app.clock.forward(600)
  nurse = await app.as('hexing-care-home-1-1')
  await follow(nurse, daughter, [seeVitals])
  worn = await device()
  await wear(worn, { personId: fang })
  await measure(
    ...[0, 1, 2, 3].map((n) => reading('heart_rate', 74 + n, -120 + n / 60)),
    reading('heart_rate', 190, -90),
    reading('oxygen_saturation', 0, -60),
    reading('systolic', 128, -50),
    reading('diastolic', 76, -50),
    reading('temperature', 36.6, -40),
    reading('in_bed', 1, -30),
  )
})
afterAll(() => app?.stop())

describe('readings taken away', () => {
  it('are a CSV that Excel opens, one row a reading, of the classes with a yes alone', async () => {
    const { text } = await textOf(daughter, 'readings.csv')
    const lines = text.split('\r\n')
    expect(lines[0]).toBe('\ufeff测量时间,项目,数值,单位,质量,设备,收到时间')
    expect(lines).toHaveLength(11)
    expect(lines[1]).toMatch(
      /^2026-11-17 08:00:00,心率,74,次\/分,正常,HR-1 \S+,2026-11-17 10:00:00$/,
    )
    expect(text).toContain(',血氧,,%,没测到,')
    expect(text).not.toContain('在床')
    expect((await textOf(elder, 'readings.csv')).text).toContain('在床')
  })

  it('are a FHIR R4 Bundle that HL7’s own profiles accept', async () => {
    const { text } = await textOf(elder, 'readings.fhir.json')
    const bundle = JSON.parse(text)
    const { valid, messages } = new Fhir().validate(bundle, { errorOnUnexpected: true })
    expect(messages.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(valid).toBe(true)
    const found = bundle.entry.slice(1).map(({ resource }: { resource: unknown }) => resource)
    expect(found).toHaveLength(6)
    const of = (code: string) =>
      found.find(
        (one: { code: { coding: { code: string }[] } }) => one.code.coding[0]?.code === code,
      )
    expect(of('8867-4')).toMatchObject({
      status: 'final',
      category: [{ coding: [{ code: 'vital-signs' }] }],
      effectivePeriod: { start: '2026-11-17T00:00:00.000Z', end: '2026-11-17T00:00:03.000Z' },
      valueQuantity: { value: 76, system: 'http://unitsofmeasure.org', code: '/min' },
      note: [{ text: '一分钟内 4 次的平均' }],
    })
    expect(of('2708-6').valueQuantity).toBeUndefined()
    expect(of('2708-6').dataAbsentReason.coding[0].code).toBe('unknown')
    const panel = of('85354-9')
    expect(panel.effectiveDateTime).toBe('2026-11-17T01:10:00.000Z')
    expect(panel.component).toMatchObject([
      { code: { coding: [{ code: '8480-6' }] }, valueQuantity: { value: 128, code: 'mm[Hg]' } },
      { code: { coding: [{ code: '8462-4' }] }, valueQuantity: { value: 76 } },
    ])
    expect(of('8310-5').valueQuantity).toMatchObject({ value: 36.6, code: 'Cel' })
    expect(of('in_bed').category[0].coding[0].code).toBe('activity')
    expect(panel.device.display).toBe('HR-1')
  })

  it('are refused beyond 31 days, and to whoever may not view', async () => {
    for (const query of [
      { from: '2026-10-01', to: '2026-11-01' },
      { from: '2026-11-02', to: '2026-11-01' },
      { from: '2026-02-30', to: '2026-03-01' },
    ])
      expect((await textOf(daughter, 'readings.csv', query)).text).toContain('export_days')
    expect((await textOf(await app.as('chen-yue'), 'readings.csv')).status).toBe(404)
    const guest = await app.newcomer('open-export-guest')
    await follow(nurse, guest, [{ metricClass: 'vitals', purpose: 'alerts' }])
    expect((await textOf(guest, 'readings.fhir.json')).status).toBe(403)
  })

  it('are noted for the elder, and in the audit', async () => {
    const { looks } = await elder.call(listLooks, { params: key })
    expect(looks.map(({ scope }) => scope)).toContain('export')
    const audited = await rows(
      `select detail->>'form' as form from audit_entries where action = 'care.exported'
        and object_id = $1 and actor_person_id = $2`,
      [fang, await idOf(daughter)],
    )
    expect(audited).toEqual([{ form: 'csv' }])
  })

  it('go to nobody whose yes was withdrawn', async () => {
    const guest = await app.newcomer('open-export-removed')
    await follow(nurse, guest, [seeVitals])
    const params = { ...key, followerId: await idOf(guest) }
    await guest.call(withdrawFollower, { params })
    expect((await textOf(guest, 'readings.csv')).status).toBe(404)
  })
})

describe('deleting readings', () => {
  it('shows none of them from that moment, and leaves none in any table', async () => {
    await app.app.services.readings.rollUp()
    const before = await numberOf()
    expect((await left([before]))[0]).toBe(10)
    await measure(reading('heart_rate', 70, 60))
    const aside = () =>
      rows('select reason from quarantined_readings where device_id = $1', [worn.deviceId])
    expect(await aside()).toEqual([{ reason: 'future' }])
    expect(await elder.call(deleteMyReadings, { body: {} })).toEqual({ deleting: true })
    expect((await daughter.call(readElder, { params: key })).latest).toEqual([])
    expect((await textOf(elder, 'readings.csv')).text.trim().split('\r\n')).toHaveLength(1)
    await expect.poll(() => left([before]), { timeout: 20_000 }).toEqual([0, 0, 0, 0, 0])
    expect(await aside()).toEqual([])
    // He is still in care, and what comes in from now on is his.
    await measure(reading('heart_rate', 80, 0))
    expect((await elder.call(readElder, { params: key })).latest).toMatchObject([{ value: 80 }])
  })

  it('is done by staff on his word, on paper', async () => {
    const before = await numberOf()
    const body = { proofNote: '本人签字，存护理站' }
    expect(await nurse.call(deleteElderReadings, { params: key, body })).toEqual({ deleting: true })
    await expect.poll(() => left([before]), { timeout: 20_000 }).toEqual([0, 0, 0, 0, 0])
    const [kept] = await rows(
      `select detail->>'proofNote' as note from audit_entries
        where action = 'care.readings_deleted' and actor_person_id = $1`,
      [await idOf(nurse)],
    )
    expect(kept.note).toContain('护理站')
  })

  it('is still his to ask for when his care has ended, and nothing more is stored then', async () => {
    await measure(reading('heart_rate', 81, 0.5))
    const body = { proofNote: '本人说不再测' }
    await nurse.call(endElderCare, { params: key, body })
    app.clock.forward(2)
    await measure(reading('heart_rate', 82, 0))
    const before = await numberOf()
    expect((await left([before]))[0]).toBe(1)
    expect((await textOf(elder, 'readings.csv')).text).toContain(',心率,81,')
    await elder.call(deleteMyReadings, { body: {} })
    await expect.poll(() => left([before]), { timeout: 20_000 }).toEqual([0, 0, 0, 0, 0])
  })

  it('comes with deleting his account, while that he was cared for stays on file', async () => {
    const body = paperFor({ personId: fang, unitId: await homeUnit() })
    await nurse.call(enrolElder, { params: inHexing, body })
    app.clock.forward(1)
    await measure(reading('heart_rate', 83, 0))
    await follow(nurse, daughter, [seeVitals])
    const before = await numberOf()
    expect((await left([before]))[0]).toBe(1)
    await elder.call(deleteMe)
    await expect.poll(() => left([before]), { timeout: 20_000 }).toEqual([0, 0, 0, 0, 0])
    const [care] = await rows(
      'select ended_at, consent_note, room from cared_persons where person_id = $1',
      [fang],
    )
    expect(care).toMatchObject({ ended_at: expect.any(Date), consent_note: null, room: '' })
    for (const table of ['care_consents', 'care_invites', 'care_looks'])
      expect(await rows(`select 1 from ${table} where elder_id = $1`, [fang])).toEqual([])
  })
})
