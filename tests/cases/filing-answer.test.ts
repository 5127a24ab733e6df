import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { claimedPlace, file, filing, photoFrom, read } from './case-story.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

it('answers a report with the case as reading it shows it, photos and all', async () => {
  const resident = await app.as('chen-yue')
  const photoIds = [await photoFrom(resident), await photoFrom(resident)].reverse()
  const filed = await file(resident, { photoIds })
  expect(filed.photos).toHaveLength(2)
  expect(filed).toEqual(await read(resident, filed))
})

it('answers a report that nobody can place with the case as reading it shows it', async () => {
  const resident = await app.as('chen-yue')
  const { typeCode: _type, place: _place, ...unclear } = filing({ text: '你们好' })
  const filed = await file(resident, { ...unclear, place: claimedPlace })
  expect(filed.reviewReasons).not.toEqual([])
  expect(filed).toEqual(await read(resident, filed))
})

it('answers staff on patrol with the case as reading it shows it, its inside too', async () => {
  const officer = await app.as('hexing-officer-hexinger')
  const filed = await file(officer, { source: 'staff_patrol' })
  expect(filed.staff).not.toBeNull()
  expect(filed.handlerName).not.toBeNull()
  expect(filed).toEqual(await read(officer, filed))
})
