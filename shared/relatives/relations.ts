/** What the relative is to the person served: his child, his neighbour … */
export const relations = [
  'child',
  'spouse',
  'grandchild',
  'parent',
  'sibling',
  'neighbour',
  'guardian',
  'volunteer',
  'other',
] as const
export type Relation = (typeof relations)[number]

/** What a relationship allows. */
export const relationshipPurposes = ['booking', 'care'] as const
export type RelationshipPurpose = (typeof relationshipPurposes)[number]

/**
 * How it came to be: by a code from the served person's own phone, at a counter on paper, at a
 * counter as the legal guardian, or on the relative's word alone (not yet seen by any counter).
 */
export const relationshipBases = ['code', 'counter', 'guardian', 'declared'] as const
export type RelationshipBasis = (typeof relationshipBases)[number]

/** Household registration here, living here without it, or neither. */
export const residences = ['hukou', 'lives_here', 'elsewhere'] as const
export type Residence = (typeof residences)[number]

/** 老年照护统一需求评估: 0 (normal) to 6 (Shanghai, DB31/T 684). */
export const highestAssessedLevel = 6

/** Of the text that both sides read before one may book for the other; see relatives.words. */
export const relationshipTextVersion = '2026-11' as const

export const codeMinutes = 10
export const maxDeclared = 4
