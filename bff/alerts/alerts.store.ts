import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { alertEvents, alerts } from '#db/schema/alerts.ts'
import type { AlertRuleCode } from '#shared/alerts/alert-rules.ts'
import type { AlertId, PersonId, SubdistrictId } from '#shared/ids.ts'

export type Alert = typeof alerts.$inferSelect
export type NewAlert = typeof alerts.$inferInsert
export type StoredEvent = typeof alertEvents.$inferSelect

export interface AlertKey {
  readonly subdistrictId: SubdistrictId
  readonly alertId: AlertId
}

/** One line to be added to an alert's history. */
export interface NewEvent {
  readonly kind: string
  readonly data?: Readonly<Record<string, string | number | null>>
  readonly actorPersonId?: PersonId
  /** Empty: the system. */
  readonly actorLabel?: string
}

const isAlert = ({ subdistrictId, alertId }: AlertKey) =>
  and(eq(alerts.subdistrictId, subdistrictId), eq(alerts.alertId, alertId))

/** Takes turns: only one node judges this part at a time; false when another does, unless it waits. */
export const takeTurn = async (
  { client }: Transaction,
  name: string,
  waits = false,
): Promise<boolean> => {
  if (waits) {
    await client.query({
      name: 'alerts.turn, waiting',
      text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
      values: [name],
    })
    return true
  }
  const { rows } = await client.query<{ got: boolean }>({
    name: 'alerts.turn',
    text: `select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as got`,
    values: [name],
  })
  return rows[0]?.got ?? false
}

/** Adds it unless one of this elder and rule lasts already: two nodes raise one. */
export const insertAlert = async (tx: Transaction, alert: NewAlert): Promise<Alert | undefined> => {
  const [added] = await tx.insert(alerts).values(alert).onConflictDoNothing().returning()
  return added
}

export const findAlert = async (tx: Reader, key: AlertKey): Promise<Alert | undefined> => {
  const [found] = await tx.select().from(alerts).where(isAlert(key))
  return found
}

export const lockAlert = async (tx: Transaction, key: AlertKey): Promise<Alert | undefined> => {
  const [found] = await tx.select().from(alerts).where(isAlert(key)).for('update')
  return found
}

/** Changes a locked alert and writes its history with it. Answers it as it is now. */
export const changeAlert = async (
  tx: Transaction,
  alert: Alert,
  change: Partial<Omit<NewAlert, 'subdistrictId' | 'alertId' | 'lastSeq'>>,
  events: readonly NewEvent[],
  at: Date,
): Promise<Alert> => {
  const lastSeq = alert.lastSeq + events.length
  const [changed] = await tx
    .update(alerts)
    .set({ ...change, lastSeq })
    .where(isAlert(alert))
    .returning()
  if (events.length > 0)
    await tx.insert(alertEvents).values(
      events.map(({ kind, data = {}, actorPersonId, actorLabel = '' }, index) => ({
        subdistrictId: alert.subdistrictId,
        alertId: alert.alertId,
        seq: alert.lastSeq + index + 1,
        ...{ kind, at, data, actorLabel, actorPersonId: actorPersonId ?? null },
      })),
    )
  return changed ?? alert
}

export const eventsOfAlert = (tx: Reader, { subdistrictId, alertId }: AlertKey) =>
  tx
    .select()
    .from(alertEvents)
    .where(and(eq(alertEvents.subdistrictId, subdistrictId), eq(alertEvents.alertId, alertId)))
    .orderBy(asc(alertEvents.seq))

/** Who said last that he looks after each of these; a name as it was then. */
export const acknowledgersOf = async (
  tx: Reader,
  subdistrictId: SubdistrictId,
  alertIds: readonly AlertId[],
): Promise<ReadonlyMap<AlertId, string>> => {
  if (alertIds.length === 0) return new Map()
  const rows = await tx
    .select({ alertId: alertEvents.alertId, label: alertEvents.actorLabel })
    .from(alertEvents)
    .where(
      and(
        eq(alertEvents.subdistrictId, subdistrictId),
        inArray(alertEvents.alertId, [...alertIds]),
        eq(alertEvents.kind, 'acknowledged'),
      ),
    )
    .orderBy(asc(alertEvents.seq))
  return new Map(rows.map(({ alertId, label }) => [alertId, label]))
}

/** Those that last, of these people, whatever the rule. */
export const lastingOf = (tx: Reader, subdistrictId: SubdistrictId, people: readonly PersonId[]) =>
  people.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(alerts)
        .where(
          and(
            eq(alerts.subdistrictId, subdistrictId),
            inArray(alerts.personId, [...people]),
            isNull(alerts.clearedAt),
          ),
        )

/** As `lastingOf`, wherever these people are cared for; tests apart. */
export const lastingAmong = (tx: Reader, people: readonly PersonId[]) =>
  people.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(alerts)
        .where(
          and(
            inArray(alerts.personId, [...people]),
            isNull(alerts.clearedAt),
            eq(alerts.isTest, false),
          ),
        )

/** When the help button of each was pressed last, as far as it rang since. */
export const pressesSince = async (
  tx: Reader,
  subdistrictId: SubdistrictId,
  since: Date,
): Promise<ReadonlyMap<PersonId, Date>> => {
  const rule: AlertRuleCode = 'help_button'
  const rows = await tx
    .select({ personId: alerts.personId, facts: alerts.facts })
    .from(alerts)
    .where(
      and(
        eq(alerts.subdistrictId, subdistrictId),
        eq(alerts.rule, rule),
        gt(alerts.lastFiredAt, since),
      ),
    )
    .orderBy(asc(alerts.lastFiredAt))
  return new Map(
    rows.flatMap(({ personId, facts }) => {
      const { measuredAt } = facts
      return typeof measuredAt === 'string' ? [[personId, new Date(measuredAt)] as const] : []
    }),
  )
}

const dueBy = (now: Date) =>
  and(
    isNull(alerts.clearedAt),
    or(lte(alerts.nextStepAt, now), lte(alerts.refireAt, now), lte(alerts.retellAt, now)),
  )

/** Those whose next step, next ring or end of somebody's quiet is due, the longest due first. */
export const findDue = (tx: Reader, now: Date, limit: number): Promise<AlertKey[]> =>
  tx
    .select({ subdistrictId: alerts.subdistrictId, alertId: alerts.alertId })
    .from(alerts)
    .where(dueBy(now))
    .orderBy(sql`least(${alerts.nextStepAt}, ${alerts.refireAt}, ${alerts.retellAt})`)
    .limit(limit)

/** One that is due, locked; undefined when another node was faster or has it now. */
export const takeDue = async (
  tx: Transaction,
  key: AlertKey,
  now: Date,
): Promise<Alert | undefined> => {
  const [taken] = await tx
    .select()
    .from(alerts)
    .where(and(isAlert(key), dueBy(now)))
    .for('update', { skipLocked: true })
  return taken
}

interface Page {
  readonly before?: { readonly at: Date; readonly alertId: string } | undefined
  readonly limit: number
}

/** Whose: some people, or everybody of a subdistrict. */
const within = (subdistrictId: SubdistrictId | undefined, people: readonly PersonId[] | 'all') =>
  and(
    subdistrictId === undefined ? undefined : eq(alerts.subdistrictId, subdistrictId),
    people === 'all' ? undefined : inArray(alerts.personId, [...people]),
  )

const gravest = sql`array_position(array['high','medium','low','technical'], ${alerts.severity})`

/** Those that last, the gravest first, the oldest of them above. */
export const listLasting = (
  tx: Reader,
  subdistrictId: SubdistrictId | undefined,
  people: readonly PersonId[] | 'all',
  limit: number,
): Promise<Alert[]> =>
  people.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(alerts)
        .where(and(within(subdistrictId, people), isNull(alerts.clearedAt)))
        .orderBy(gravest, asc(alerts.raisedAt), asc(alerts.alertId))
        .limit(limit)

/** Those that ended, the newest first. */
export const listEnded = (
  tx: Reader,
  subdistrictId: SubdistrictId | undefined,
  people: readonly PersonId[] | 'all',
  { before, limit }: Page,
): Promise<Alert[]> =>
  people.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(alerts)
        .where(
          and(
            within(subdistrictId, people),
            isNotNull(alerts.clearedAt),
            before &&
              or(
                lt(alerts.raisedAt, before.at),
                and(
                  eq(alerts.raisedAt, before.at),
                  sql`${alerts.alertId} < ${before.alertId}::uuid`,
                ),
              ),
          ),
        )
        .orderBy(desc(alerts.raisedAt), desc(alerts.alertId))
        .limit(limit)

/** How many of each elder’s alerts, tests apart, began in a span. */
export const countRaised = async (
  tx: Reader,
  subdistrictId: SubdistrictId,
  from: Date,
  to: Date,
): Promise<ReadonlyMap<PersonId, number>> => {
  const rows = await tx
    .select({ personId: alerts.personId, count: sql<number>`count(*)::int` })
    .from(alerts)
    .where(
      and(
        eq(alerts.subdistrictId, subdistrictId),
        eq(alerts.isTest, false),
        sql`${alerts.severity} <> 'technical'`,
        gt(alerts.raisedAt, from),
        lte(alerts.raisedAt, to),
      ),
    )
    .groupBy(alerts.personId)
  return new Map(rows.map(({ personId, count }) => [personId, count]))
}
