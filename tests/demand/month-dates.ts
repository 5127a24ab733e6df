import type { OccurrenceId, OfferId, SiteId } from '#shared/ids.ts'
import type { OfferKind } from '#shared/offers/offer-kinds.ts'
import type { TestApp } from '#tests/support/test-app.ts'

/** A planned date of the demo's catalogue. */
export interface PlannedDate {
  readonly occurrenceId: OccurrenceId
  readonly offerId: OfferId
  readonly siteId: SiteId
  readonly serviceCode: string
  readonly kind: OfferKind
  readonly startsAt: Date
  readonly endsAt: Date
  readonly capacity: number | null
  readonly minutes: number
  readonly stepMinutes: number
}

/** Everything planned but hauls: they end with a photo, and have tests of their own. */
export const plannedDates = async (app: TestApp): Promise<PlannedDate[]> => {
  const { rows } = await app.platform.database.pool.query<PlannedDate>(
    `select o.occurrence_id as "occurrenceId", o.offer_id as "offerId", f.site_id as "siteId",
        f.service_code as "serviceCode", f.kind, o.starts_at as "startsAt", o.ends_at as "endsAt",
        o.capacity, f.minutes, f.step_minutes as "stepMinutes"
      from occurrences o join offers f using (subdistrict_id, offer_id)
      where o.subdistrict_id = 'hexing' and o.state = 'planned'
        and f.kind <> 'haulage'
      order by o.starts_at, o.occurrence_id`,
  )
  return rows
}
