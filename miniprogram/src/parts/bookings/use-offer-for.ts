import type { ResponseOf } from '#shared/http/endpoint.ts'
import type { OfferId, PersonId, SubdistrictId } from '#shared/ids.ts'
import { readOfferFor } from '#shared/offers/offers.contract.ts'
import { call } from '../../platform/api.ts'
import type { Loaded } from '../loading/use-loaded.ts'
import { useLoaded } from '../loading/use-loaded.ts'

export type OfferFor = ResponseOf<typeof readOfferFor>

/** Whether this person may book it and what he pays; null while nobody or nothing is chosen. */
export const useOfferFor = (
  subdistrictId: SubdistrictId,
  offerId: OfferId | null,
  personId: PersonId | null,
): Loaded<OfferFor | null> =>
  useLoaded(
    async () =>
      offerId === null || personId === null
        ? null
        : call(readOfferFor, { params: { subdistrictId, offerId, personId } }),
    `${subdistrictId}/${offerId ?? ''}/${personId ?? ''}`,
  )
