import { isMobile, normalisePhone } from '#shared/accounts/phone.ts'
import { checkCatalogue } from './catalogue-checks.ts'
import type { SubdistrictFile } from './subdistrict-file.ts'

/** What may stand above a kind of place; nothing above is the subdistrict itself. */
const kindsAbove: Readonly<Record<string, readonly (string | undefined)[]>> = {
  grid: [undefined],
  neighbourhood: ['grid', undefined],
  estate: ['neighbourhood'],
}
/** Units that answer for one place of a kind. */
const placeOfUnit: Readonly<Record<string, string>> = {
  neighbourhood_committee: 'neighbourhood',
  grid_station: 'grid',
}

const isDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}

/** Faults and remarks about how the rows of a file fit together, each with its JSON path. */
export const checkSubdistrictFile = (
  file: SubdistrictFile,
): { readonly faults: string[]; readonly remarks: string[] } => {
  const faults: string[] = []
  const remarks: string[] = []
  const { places, roads, addressRanges, units, people, posts, caseTypes } = file
  const kindOf = new Map<string, string>(places.map(({ key, kind }) => [key, kind]))

  const unique = (list: string, values: readonly (string | undefined)[], field: string): void => {
    const first = new Map<string, number>()
    values.forEach((value, at) => {
      if (value === undefined) return
      const before = first.get(value)
      if (before === undefined) first.set(value, at)
      else faults.push(`${list}[${at}].${field} is that of ${list}[${before}] already`)
    })
  }
  const known = (
    path: string,
    key: string | undefined,
    keys: ReadonlySet<string>,
    what: string,
  ) => {
    if (key !== undefined && !keys.has(key)) faults.push(`${path}: there is no ${what} ${key}`)
  }
  const keysOf = (rows: readonly { readonly key: string }[]) => new Set(rows.map(({ key }) => key))
  const ofKind = (kind: string) => keysOf(places.filter((place) => place.kind === kind))
  const phoneOf = (path: string, typed: string): string | undefined => {
    const phone = normalisePhone(typed)
    if (phone === undefined) faults.push(`${path} must be a phone number, with its area code`)
    return phone
  }

  phoneOf('phone', file.phone)
  for (const [list, rows] of Object.entries({ places, roads, units, people }))
    unique(
      list,
      rows.map(({ key }) => key),
      'key',
    )

  places.forEach(({ kind, parentKey, outline, centre }, at) => {
    if (!outline && !centre) faults.push(`places[${at}] needs an outline or a centre`)
    known(`places[${at}].parentKey`, parentKey, keysOf(places), 'place')
    const above = parentKey === undefined ? undefined : kindOf.get(parentKey)
    const allowed = kindsAbove[kind]
    if (allowed && (parentKey === undefined || above) && !allowed.includes(above))
      faults.push(`places[${at}].parentKey: what is above must be ${allowed.join(' or ')}`)
    if (!allowed && parentKey !== undefined)
      faults.push(`places[${at}].parentKey: a ${kind} stands under the subdistrict, leave it out`)
  })
  addressRanges.forEach(({ roadKey, neighbourhoodKey, estateKey, from, to }, at) => {
    const path = `addressRanges[${at}]`
    known(`${path}.roadKey`, roadKey, keysOf(roads), 'road')
    known(`${path}.neighbourhoodKey`, neighbourhoodKey, ofKind('neighbourhood'), '居委')
    known(`${path}.estateKey`, estateKey, ofKind('estate'), 'estate')
    if (from > to) faults.push(`${path}.to is below from`)
  })

  unique(
    'units',
    units.map(({ code }) => code),
    'code',
  )
  const parents = new Map(units.map(({ key, parentKey }) => [key, parentKey]))
  units.forEach(({ key, parentKey, placeKey, kind, phone }, at) => {
    const path = `units[${at}]`
    phoneOf(`${path}.phone`, phone)
    known(`${path}.parentKey`, parentKey, keysOf(units), 'unit')
    known(`${path}.placeKey`, placeKey, keysOf(places), 'place')
    const wanted = placeOfUnit[kind]
    if (wanted && kindOf.get(placeKey ?? '') !== wanted)
      faults.push(`${path}.placeKey must name the ${wanted} that the ${kind} answers for`)
    const seen = new Set([key])
    for (let up = parentKey; up !== undefined; up = parents.get(up)) {
      if (seen.has(up)) {
        faults.push(`${path}.parentKey leads back to itself`)
        break
      }
      seen.add(up)
    }
  })
  if (!units.some(({ kind }) => kind === 'duty_desk'))
    faults.push('units: there must be a duty_desk, where unclear cases go')
  const answered = new Set(
    units.flatMap(({ kind, placeKey }) => (placeOfUnit[kind] ? placeKey : [])),
  )
  places.forEach(({ key, kind, name }) => {
    if (kind === 'neighbourhood' && !answered.has(key))
      remarks.push(`${name} has no neighbourhood_committee: its cases go to the duty desk`)
  })

  const mobiles = people.map(({ phone }, at) => {
    const number = phone === undefined ? undefined : phoneOf(`people[${at}].phone`, phone)
    if (number !== undefined && !isMobile(number))
      faults.push(`people[${at}].phone must be a mobile: WeChat knows no other`)
    return number
  })
  unique('people', mobiles, 'phone')
  unique(
    'people',
    people.map(({ wecom }) => wecom?.toLowerCase()),
    'wecom',
  )
  posts.forEach(({ personKey, unitKey, placeKey, from }, at) => {
    known(`posts[${at}].personKey`, personKey, keysOf(people), 'person')
    known(`posts[${at}].unitKey`, unitKey, keysOf(units), 'unit')
    known(`posts[${at}].placeKey`, placeKey, keysOf(places), 'place')
    if (!isDay(from)) faults.push(`posts[${at}].from is no day of the calendar`)
  })
  const reachable = new Set(people.flatMap(({ key, phone }) => (phone ? key : [])))
  if (!posts.some(({ role, personKey }) => role === 'administrator' && reachable.has(personKey)))
    faults.push('posts: somebody with a phone must be administrator, or nobody could give posts')

  unique(
    'caseTypes',
    (caseTypes ?? []).map(({ code, validFrom }) => `${code} ${validFrom}`),
    'code',
  )
  caseTypes?.forEach(({ ownerKind, ownerUnitCode, validFrom, validTo }, at) => {
    if ((ownerKind === 'unit') !== (ownerUnitCode !== undefined))
      faults.push(`caseTypes[${at}].ownerUnitCode is for ownerKind unit, and needed there`)
    for (const [name, day] of Object.entries({ validFrom, validTo }))
      if (day !== undefined && !isDay(day))
        faults.push(`caseTypes[${at}].${name} is no day of the calendar`)
  })
  if (file.catalogue)
    checkCatalogue(file.catalogue, file, {
      ...{ unique, known, phoneOf },
      fault: (words) => void faults.push(words),
      remark: (words) => void remarks.push(words),
    })
  return { faults, remarks }
}
