import type { Readings } from '../readings/readings.service.ts'
import type { Care } from './care.service.ts'
import type { CareSources } from './care-sources.ts'
import { createElderCards } from './elder-cards.ts'
import { createExporting } from './exporting.ts'
import { createWall } from './wall.ts'

/**
 * What people are shown of elders: made after the features that know readings, alerts and devices,
 * which themselves ask care who may be told.
 */
export const createCarePages = (
  care: Care,
  sources: CareSources,
  readings: Pick<Readings, 'eachOf'>,
) => {
  const cards = createElderCards(care.context, sources, care.looks)
  return {
    cards,
    wall: createWall(care.context, cards, care.looks),
    exporting: createExporting(care.context, care.looks, readings),
  }
}
export type CarePages = ReturnType<typeof createCarePages>
