import type { Reader, Transaction } from '#db/database.ts'
import { schedules } from '#db/schema/offers.ts'
import type {
  OfferId,
  PersonId,
  ResourceId,
  ScheduleId,
  SiteId,
  SubdistrictId,
} from '#shared/ids.ts'
import type { HolidayPolicy } from '#shared/offers/offer-kinds.ts'

/** When an offer is given: a rule of days, and hours of the day in minutes after midnight. */
export interface Schedule {
  readonly scheduleId: ScheduleId
  readonly offerId: OfferId
  readonly siteId: SiteId
  readonly resourceId: ResourceId | null
  readonly rule: string
  readonly fromMinute: number
  readonly toMinute: number
  readonly capacity: number | null
  readonly holidayPolicy: HolidayPolicy
  readonly startsOn: string
  readonly endsOn: string | null
}

interface ScheduleFilter {
  readonly siteId?: SiteId
  readonly scheduleId?: ScheduleId
}

/** Schedules of a subdistrict, of one site of it, or one of them. */
export const findSchedules = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  { siteId, scheduleId }: ScheduleFilter = {},
): Promise<Schedule[]> => {
  const { rows } = await client.query<Schedule>({
    name: 'schedules.find',
    text: `select s.schedule_id as "scheduleId", s.offer_id as "offerId", o.site_id as "siteId",
        s.resource_id as "resourceId", s.rule, s.from_minute as "fromMinute",
        s.to_minute as "toMinute", s.capacity, s.holiday_policy as "holidayPolicy",
        s.starts_on::text as "startsOn", s.ends_on::text as "endsOn"
      from schedules s
      join offers o on o.subdistrict_id = s.subdistrict_id and o.offer_id = s.offer_id
      where s.subdistrict_id = $1 and ($2::uuid is null or o.site_id = $2)
        and ($3::uuid is null or s.schedule_id = $3)
      order by s.offer_id, s.starts_on, s.from_minute, s.schedule_id`,
    values: [subdistrictId, siteId ?? null, scheduleId ?? null],
  })
  return rows
}

export const insertSchedule = async (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  { siteId: _of, ...schedule }: Schedule,
  changed: { readonly by: PersonId; readonly at: Date },
): Promise<void> => {
  await tx
    .insert(schedules)
    .values({ subdistrictId, ...schedule, changedBy: changed.by, changedAt: changed.at })
}

/** Sets the last day of a rule. */
export const setLastDay = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  scheduleId: ScheduleId,
  lastDay: string,
  changed: { readonly by: PersonId; readonly at: Date },
): Promise<void> => {
  await client.query({
    name: 'schedules.end',
    text: `update schedules set ends_on = $3, changed_by = $4, changed_at = $5
      where subdistrict_id = $1 and schedule_id = $2`,
    values: [subdistrictId, scheduleId, lastDay, changed.by, changed.at],
  })
}
