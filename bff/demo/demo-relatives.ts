import { CARE_HOMES } from '#db/seed/care/care-homes.ts'
import { people } from '#db/seed/places/people.ts'
import { seedId } from '#db/seed-id.ts'
import { normaliseIdNumber } from '#shared/accounts/phone.ts'
import type { PersonId } from '#shared/ids.ts'
import { personId, postId, relationshipId } from '#shared/ids.ts'
import { relationshipTextVersion } from '#shared/relatives/relations.ts'
import type { Relatives } from '../relatives/relatives.service.ts'

const person = (key: string): PersonId => personId(seedId(`person/${key}`))

/** Whose papers a counter of the demo has seen; the others have only said their birthday. */
const seen = ['person/shen-apo', 'person/xia-genfa']
const seenAt = new Date('2026-03-02T10:00:00+08:00')

/** By their ID cards staff find those in the homes, who have no phone. */
const residentsOfHomes = CARE_HOMES.flatMap(({ residents, newcomers }) => [
  ...residents,
  ...newcomers,
])

/**
 * A number of nobody: 310000 is the whole city, and cards name a district (GB/T 2260). The check
 * character is the right one, so that counters take it.
 */
const idNumberOf = (key: string, bornOn: string): { readonly idNumber?: string } => {
  const no = residentsOfHomes.findIndex(({ slug }) => key === `person/${slug}`)
  const digits = `310000${bornOn.replaceAll('-', '')}${String(no + 1).padStart(3, '0')}`
  const idNumber = [...'0123456789X']
    .map((check) => normaliseIdNumber(`${digits}${check}`))
    .find((valid) => valid !== undefined)
  return no === -1 || idNumber === undefined ? {} : { idNumber }
}

/** Birthdays of the demo's residents; those who live here say so. */
export const demoProfiles = (): {
  personId: PersonId
  facts: Parameters<Relatives['profiles']['saveProfile']>[2]
  idNumber?: string
}[] =>
  people.flatMap(({ key, bornOn }) =>
    bornOn === null
      ? []
      : [
          {
            personId: personId(seedId(key)),
            ...idNumberOf(key, bornOn),
            facts: {
              bornOn,
              residence: seen.includes(key) ? ('hukou' as const) : ('lives_here' as const),
              ...(key === 'person/shen-apo' ? { assessedLevel: 3 } : {}),
              ...(seen.includes(key) ? { verifiedAt: seenAt } : {}),
            },
          },
        ],
  )

/** 沈阿婆 has no phone: at the counter she signed that her daughter may book for her. */
export const demoRelationship = (): Parameters<Relatives['relationships']['give']>[1] => ({
  relationshipId: relationshipId(seedId('relationship/shen-apo/zhang-hui')),
  servedPersonId: person('shen-apo'),
  relativePersonId: person('zhang-hui'),
  relation: 'child',
  basis: 'counter',
  textVersion: relationshipTextVersion,
  proofNote: '沈秀珍本人到窗口签字同意，看过户口簿，原件存合兴一村居委会',
  givenByPerson: null,
  givenByPost: postId(seedId('post/person/hexing-officer-hexingyi/neighbourhood_officer')),
  expiresAt: null,
})
