import type { Transaction } from '#db/database.ts'
import type { PlaceId, SubdistrictId } from '#shared/ids.ts'

/** Forgets the house numbers of a subdistrict that are not among these. */
export const keepOnlyRanges = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  rangeIds: readonly PlaceId[],
): Promise<void> => {
  await client.query(
    'delete from address_ranges where subdistrict_id = $1 and range_id <> all ($2::uuid[])',
    [subdistrictId, rangeIds],
  )
}
