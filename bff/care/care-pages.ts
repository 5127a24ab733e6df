import type { Care } from './care.service.ts'
import type { CareSources } from './care-sources.ts'
import { createElderCards } from './elder-cards.ts'
import { createWall } from './wall.ts'

/**
 * What people are shown of elders: made after the features that know readings, alerts and devices,
 * which themselves ask care who may be told.
 */
export const createCarePages = (care: Care, sources: CareSources) => {
  const cards = createElderCards(care.context, sources, care.looks)
  return { cards, wall: createWall(care.context, cards, care.looks) }
}
export type CarePages = ReturnType<typeof createCarePages>
