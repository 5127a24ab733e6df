import { afterAll, beforeAll, expect, test } from 'vitest'
import { importSubdistrict } from '#bff/onboarding/onboarding.service.ts'
import { reportWords } from '#bff/onboarding/report-words.ts'
import { subdistrictExample } from '#bff/onboarding/subdistrict-example.ts'
import type { SubdistrictFile } from '#bff/onboarding/subdistrict-file.ts'
import { subdistrictId } from '#shared/ids.ts'
import { listServices, listTimes, readService } from '#shared/offers/offers.contract.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

type CatalogueFile = NonNullable<SubdistrictFile['catalogue']>
let app: TestApp
const params = { subdistrictId: subdistrictId('xinyuan') }

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())

const changed = (change: (catalogue: CatalogueFile) => void): string => {
  const plan = structuredClone(subdistrictExample)
  if (plan.catalogue) change(plan.catalogue)
  return JSON.stringify(plan)
}
const imported = async (text: string): Promise<string> =>
  reportWords(await importSubdistrict(app.app.services, app.platform, text))
const faultsOf = (change: (catalogue: CatalogueFile) => void): Promise<string> =>
  imported(changed(change)).then(
    () => '',
    (error: Error) => error.message,
  )
const pick = <T>(rows: readonly T[], at: number): T => {
  const row = rows[at]
  if (!row) throw new Error(`no row ${at}`)
  return row
}

test.each<[string, (catalogue: CatalogueFile) => void, string[]]>([
  [
    'values of the wrong shape',
    ({ offers, schedules, terms }) => {
      Object.assign(pick(offers, 0), { kind: 'chat', minutes: 0 })
      Object.assign(pick(schedules, 0), { from: '9 o’clock' })
      Object.assign(pick(terms, 1).price, { fullFen: 15.5 })
    },
    [
      'catalogue.offers[0].kind must be one of time, visit,',
      'catalogue.offers[0].minutes must be a whole number from 1 to 1440',
      'catalogue.schedules[0].from must be an hour such as 09:30',
      'catalogue.terms[1].price.fullFen must be money in fen, such as 1500 for 15 yuan',
    ],
  ],
  [
    'rows that do not fit together',
    ({ sites, providers, offers, resources, schedules, terms }) => {
      Object.assign(pick(sites, 0), { unitKey: 'nowhere' })
      Object.assign(pick(sites, 1), { key: 'room-1' })
      Object.assign(pick(providers, 0), { licenceTo: '2024-02-30' })
      Object.assign(pick(offers, 2), { termsKey: 'none' })
      Object.assign(pick(resources, 0), { siteKey: 'fair-2' })
      Object.assign(pick(schedules, 0), { to: '09:20' })
      Object.assign(pick(schedules, 1), { rule: 'FREQ=YEARLY', resourceKey: 'barber-1' })
      Object.assign(pick(terms, 0), { payBy: ['counter'] })
      Object.assign(pick(terms, 1).price, { seniorFen: undefined })
    },
    [
      'catalogue.sites[0].unitKey: there is no unit nowhere',
      'catalogue.sites[1].key is that of catalogue.sites[0] already',
      'catalogue.providers[0].licenceTo is no day of the calendar',
      'catalogue.offers[2].termsKey: there is no terms none',
      'catalogue.schedules[0].resourceKey is of another site than the offer',
      'catalogue.schedules[0] is shorter than the 30 minutes of one booking',
      'catalogue.schedules[1].rule cannot be read',
      'catalogue.schedules[1] needs a capacity and no resourceKey',
      'catalogue.terms[0].payBy must be free where nothing is paid',
      'catalogue.terms[1].price needs both seniorFromAge and seniorFen',
    ],
  ],
])(
  'a catalogue with %s is refused in plain words, and nothing is written',
  async (_, change, said) => {
    const faults = await faultsOf(change)
    for (const one of said) expect(faults).toContain(one)
    expect((await app.nobody.ask(listServices, { params })).status).toBe(404)
  },
)

test('a real subdistrict can be booked as soon as its file is in', async () => {
  const out = await imported(JSON.stringify(subdistrictExample))
  expect(out).toContain('sites: 2 added, 0 changed, 0 unchanged')
  expect(out).toContain('offers: 3 added, 0 changed, 0 unchanged')
  expect(out).toContain('schedules: 3 added, 0 changed, 0 unchanged')
  expect(out).not.toContain('!')
  const { services } = await app.nobody.call(listServices, { params, query: { search: 'jtf' } })
  expect(services).toMatchObject([{ name: '理发', fromFen: 1000, fullFen: 1500, siteCount: 1 }])
  const haircut = { params: { ...params, code: 'haircut' } }
  const { earliest } = await app.nobody.call(listTimes, haircut)
  // Wednesday 18 November 2026, 9:00 in Shanghai.
  expect(earliest[0]).toMatchObject({ startsAt: '2026-11-18T01:00:00.000Z', left: 1 })
})

test('the same file again changes nothing', async () => {
  const out = await imported(JSON.stringify(subdistrictExample))
  const said = out.match(/\d+ added, \d+ changed/g) ?? []
  expect(said.length).toBeGreaterThan(10)
  expect(said.every((one) => one === '0 added, 0 changed')).toBe(true)
  expect(out).not.toContain('!')
})

test('words follow the file, prices need a later day, and what must not change is named', async () => {
  const out = await imported(
    changed(({ services, terms, schedules, offers, sites }) => {
      Object.assign(pick(services, 1), { name: '交谊舞' })
      Object.assign(pick(terms, 1), { price: { fullFen: 2500 }, payBy: ['counter'] })
      Object.assign(pick(schedules, 1), { capacity: 40 })
      Object.assign(pick(offers, 2), { kind: 'session' })
      Object.assign(pick(sites, 1), { unitKey: 'provider-1' })
    }),
  )
  expect(out).toContain('services: 0 added, 1 changed, 2 unchanged\n    changed: 交谊舞')
  expect(out).toContain('offers: 0 added, 0 changed, 3 unchanged')
  expect(out).toContain('! offer 理发 馨苑一居委活动室: these terms need a later day')
  expect(out).toContain('! schedule FREQ=WEEKLY;BYDAY=TU,FR: it stays; end it in the app')
  expect(out).toContain('! 磨刀 馨苑二居委集市点: its kind, service, site and provider stay')
  expect(out).toContain('! 馨苑二居委集市点: nobody is on post in its unit to answer bookings')
  const haircut = { params: { ...params, code: 'haircut' } }
  expect((await app.nobody.call(readService, haircut)).service.fullFen).toBe(1500)

  const later = await imported(
    changed(({ terms }) => {
      const price = { fullFen: 2500 }
      Object.assign(pick(terms, 1), { price, payBy: ['counter'], from: '2026-11-17' })
    }),
  )
  expect(later).toContain('offers: 0 added, 1 changed, 2 unchanged')
  expect((await app.nobody.call(readService, haircut)).service.fullFen).toBe(2500)
})
