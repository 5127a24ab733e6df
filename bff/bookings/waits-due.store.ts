import type { Transaction } from '#db/database.ts'
import type { WaitRecord } from './waits.store.ts'
import { waitFields } from './waits.store.ts'

/** Offers whose time to tell has come; taken so that no other node tells them too. */
export const takeWaitsToTell = async (
  { client }: Transaction,
  now: Date,
  limit: number,
): Promise<WaitRecord[]> => {
  const { rows } = await client.query<WaitRecord>({
    name: `waits.to-tell ${limit}`,
    text: `with due as (
        select subdistrict_id, wait_id from waits where tell_at <= $1
          order by tell_at limit ${limit} for update skip locked)
      update waits w set tell_at = null from due
        where w.subdistrict_id = due.subdistrict_id and w.wait_id = due.wait_id
        returning ${waitFields}`,
    values: [now],
  })
  return rows
}

/** Takes people off the list of dates that are not held; who they were. */
export const lapseWaitsOfCancelled = async (
  { client }: Transaction,
  now: Date,
  limit: number,
): Promise<WaitRecord[]> => {
  const { rows } = await client.query<WaitRecord>({
    name: `waits.lapse-cancelled ${limit}`,
    text: `with due as (
        select x.subdistrict_id, x.wait_id from waits x
          join occurrences o on o.subdistrict_id = x.subdistrict_id
            and o.occurrence_id = x.occurrence_id
          where x.state = 'waiting' and o.state = 'cancelled'
          order by x.serial limit ${limit} for update of x skip locked)
      update waits w set state = 'lapsed', changed_at = $1 from due
        where w.subdistrict_id = due.subdistrict_id and w.wait_id = due.wait_id
        returning ${waitFields}`,
    values: [now],
  })
  return rows
}
