import type { SeedOffer } from './offer-seed-types.ts'
import { weekly } from './rules.ts'
import { ROOM_SLUGS } from './sites.ts'
import { OWN_DEFAULT, terms } from './terms.ts'

const hire = ROOM_SLUGS.map(
  (site): SeedOffer => ({
    service: 'activity-room',
    site,
    provider: 'linzhu',
    kind: 'time',
    minutes: 90,
    terms: terms({ book: { maxParty: 20 } }),
    termsSource: OWN_DEFAULT,
    hours: [{ resource: `${site}/room`, rule: weekly('MO,WE,FR'), from: '13:00', to: '16:00' }],
  }),
)

const free = terms({ who: { residence: 'anyone' }, book: { maxParty: 5, maxComing: 6 } })
const forElders = terms({ who: { minAge: 60 }, book: { maxParty: 2, maxComing: 6 } })

const groups = [
  { service: 'choir', provider: 'leling', places: 25, rule: weekly('TU'), terms: free },
  { service: 'phone-class', provider: 'yinling', places: 8, rule: weekly('TH'), terms: forElders },
  {
    service: 'memory-class',
    provider: 'xinqiao',
    places: 10,
    rule: weekly('FR'),
    terms: forElders,
  },
] as const

// Every room has one group a week, in turn: singing, telephones, memory.
const sessions = ROOM_SLUGS.flatMap((site, i): SeedOffer[] => {
  const group = groups[i % groups.length]
  if (group === undefined) return []
  const { places, rule, ...offer } = group
  return [
    {
      ...offer,
      site,
      kind: 'session',
      minutes: 90,
      termsSource: OWN_DEFAULT,
      hours: [{ places, rule, from: '9:00', to: '10:30' }],
    },
  ]
})

/** The eighteen neighbourhood rooms: the room itself for an hour and a half, and a weekly group. */
export const offersInRooms: readonly SeedOffer[] = [...hire, ...sessions]
