import { takesTime } from '#shared/offers/offer-kinds.ts'
import { readRule } from '#shared/offers/rule.ts'
import { isRealDay } from '#shared/relatives/age.ts'
import type { FileCatalogue, FileTerms } from './catalogue-file.ts'
import type { SubdistrictFile } from './subdistrict-file.ts'

/** Minutes after midnight of `09:30`. */
export const minuteOf = (hour: string): number =>
  Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3))

interface Checks {
  readonly unique: (list: string, values: readonly string[], field: string) => void
  readonly known: (
    path: string,
    key: string | undefined,
    keys: ReadonlySet<string>,
    what: string,
  ) => void
  readonly phoneOf: (path: string, typed: string) => string | undefined
  readonly fault: (words: string) => void
  readonly remark: (words: string) => void
}

const keysOf = (rows: readonly { readonly key: string }[]) => new Set(rows.map(({ key }) => key))

const checkTerms = (path: string, { from, price, payBy }: FileTerms, fault: Checks['fault']) => {
  if (!isRealDay(from)) fault(`${path}.from is no day of the calendar`)
  if ((price.seniorFromAge === undefined) !== (price.seniorFen === undefined))
    fault(`${path}.price needs both seniorFromAge and seniorFen, or neither`)
  const isFree = price.fullFen === 0 && (price.depositFen ?? 0) === 0
  if (isFree !== payBy.every((way) => way === 'free'))
    fault(`${path}.payBy must be free where nothing is paid, and only there`)
}

/** How the rows of a catalogue fit together, and with the units and places of its file. */
export const checkCatalogue = (
  catalogue: FileCatalogue,
  { places, posts, units }: Pick<SubdistrictFile, 'places' | 'posts' | 'units'>,
  { unique, known, phoneOf, fault, remark }: Checks,
): void => {
  const { sites, providers, services, terms, offers, resources, schedules } = catalogue
  const at = (list: string, index: number) => `catalogue.${list}[${index}]`
  for (const [list, rows] of Object.entries({
    sites,
    providers,
    terms,
    offers,
    resources,
    schedules,
  }))
    unique(
      `catalogue.${list}`,
      rows.map(({ key }) => key),
      'key',
    )
  unique(
    'catalogue.services',
    services.map(({ code }) => code),
    'code',
  )

  const staffed = new Set(posts.flatMap(({ unitKey }) => unitKey ?? []))
  sites.forEach(({ unitKey, placeKey, phone, name }, index) => {
    const path = at('sites', index)
    known(`${path}.unitKey`, unitKey, keysOf(units), 'unit')
    known(`${path}.placeKey`, placeKey, keysOf(places), 'place')
    phoneOf(`${path}.phone`, phone)
    if (!staffed.has(unitKey)) remark(`${name}: nobody is on post in its unit to answer bookings`)
  })
  providers.forEach(({ unitKey, phone, licenceFrom, licenceTo }, index) => {
    const path = at('providers', index)
    known(`${path}.unitKey`, unitKey, keysOf(units), 'unit')
    phoneOf(`${path}.phone`, phone)
    for (const [field, day] of Object.entries({ licenceFrom, licenceTo }))
      if (!isRealDay(day)) fault(`${path}.${field} is no day of the calendar`)
    if (licenceTo < licenceFrom) fault(`${path}.licenceTo is before licenceFrom`)
  })
  terms.forEach((one, index) => {
    checkTerms(at('terms', index), one, fault)
  })

  const codes = new Set(services.map(({ code }) => code))
  offers.forEach(({ serviceCode, siteKey, providerKey, termsKey, key }, index) => {
    const path = at('offers', index)
    known(`${path}.serviceCode`, serviceCode, codes, 'service')
    known(`${path}.siteKey`, siteKey, keysOf(sites), 'site')
    known(`${path}.providerKey`, providerKey, keysOf(providers), 'provider')
    known(`${path}.termsKey`, termsKey, keysOf(terms), 'terms')
    if (!schedules.some(({ offerKey }) => offerKey === key))
      remark(`offer ${key} has no schedule: nobody can book it`)
  })
  resources.forEach(({ siteKey }, index) => {
    known(`${at('resources', index)}.siteKey`, siteKey, keysOf(sites), 'site')
  })
  schedules.forEach((schedule, index) => {
    const path = at('schedules', index)
    const { offerKey, resourceKey, rule, from, to, capacity, startsOn, endsOn } = schedule
    known(`${path}.offerKey`, offerKey, keysOf(offers), 'offer')
    known(`${path}.resourceKey`, resourceKey, keysOf(resources), 'resource')
    if (!readRule(rule)) fault(`${path}.rule cannot be read`)
    for (const [field, day] of Object.entries({ startsOn, endsOn }))
      if (day !== undefined && !isRealDay(day)) fault(`${path}.${field} is no day of the calendar`)
    if (endsOn !== undefined && endsOn < startsOn) fault(`${path}.endsOn is before startsOn`)
    if (minuteOf(to) <= minuteOf(from)) fault(`${path}.to is not after from`)
    const offer = offers.find(({ key }) => key === offerKey)
    const resource = resources.find(({ key }) => key === resourceKey)
    if (!offer) return
    if (resource && resource.siteKey !== offer.siteKey)
      fault(`${path}.resourceKey is of another site than the offer`)
    if (!takesTime(offer.kind) && (capacity === undefined || resourceKey !== undefined))
      fault(`${path} needs a capacity and no resourceKey: places of a ${offer.kind} are counted`)
    if (takesTime(offer.kind) && (capacity !== undefined || resourceKey === undefined))
      fault(`${path} needs a resourceKey and no capacity: a ${offer.kind} takes somebody’s time`)
    if (takesTime(offer.kind) && minuteOf(to) - minuteOf(from) < offer.minutes)
      fault(`${path} is shorter than the ${offer.minutes} minutes of one booking`)
  })
}
