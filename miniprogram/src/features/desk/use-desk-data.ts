import { countDeskCases, listCaseTypes } from '#shared/cases/cases.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { listUnits } from '#shared/places/places.contract.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'

/** How many wait in each queue. */
export const useDeskCounts = (subdistrictId: SubdistrictId) =>
  useLoaded(() => call(countDeskCases, { params: { subdistrictId } }), subdistrictId)

export const useDeskTypes = (subdistrictId: SubdistrictId) =>
  useLoaded(async () => {
    const { types } = await call(listCaseTypes, { params: { subdistrictId } })
    return types
  }, subdistrictId)

/** Units and who is on post there today. */
export const useUnits = (subdistrictId: SubdistrictId) =>
  useLoaded(async () => {
    const { units } = await call(listUnits, { params: { subdistrictId } })
    return units
  }, subdistrictId)
