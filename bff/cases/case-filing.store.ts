import { getTableColumns } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/database.ts'
import { caseClocks, caseEvents, caseExternalIds, caseReporters, cases } from '#db/schema/cases.ts'
import type { CaseId } from '#shared/ids.ts'
import { caseId } from '#shared/ids.ts'

type Row<T extends PgTable> = T['$inferInsert']

export interface NewCases {
  readonly cases: readonly Row<typeof cases>[]
  readonly reporters: readonly Row<typeof caseReporters>[]
  readonly events: readonly Row<typeof caseEvents>[]
  readonly clocks: readonly Row<typeof caseClocks>[]
}

/** Rows as JSON under the columns' names, defaults filled in: what json_populate_recordset reads. */
const jsonOf = <T extends PgTable>(table: T, rows: readonly Row<T>[]): string => {
  const columns = Object.entries(getTableColumns(table))
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        columns.map(([field, column]) => [
          column.name,
          Reflect.get(row, field) ?? column.default ?? null,
        ]),
      ),
    ),
  )
}

const file = {
  name: 'cases.file',
  text: `with
    filed as (insert into cases select * from json_populate_recordset(null::cases, $1)),
    told as (insert into case_reporters select * from json_populate_recordset(null::case_reporters, $2)),
    entered as (insert into case_events select * from json_populate_recordset(null::case_events, $3))
    insert into case_clocks select * from json_populate_recordset(null::case_clocks, $4)`,
}

/** One round trip for everything a new case consists of: filing is what a storm does most. */
export const insertCases = async (tx: Transaction, given: NewCases): Promise<void> => {
  const values = [
    jsonOf(cases, given.cases),
    jsonOf(caseReporters, given.reporters),
    jsonOf(caseEvents, given.events),
    jsonOf(caseClocks, given.clocks),
  ]
  await tx.client.query({ ...file, values })
}

const bring = {
  name: 'cases.import',
  text: `with
    fresh as (
      insert into case_external_ids select * from json_populate_recordset(null::case_external_ids, $1)
      on conflict (subdistrict_id, source, external_id) do nothing returning case_id),
    filed as (
      insert into cases select c.* from json_populate_recordset(null::cases, $2) c join fresh using (case_id)),
    entered as (
      insert into case_events
      select e.* from json_populate_recordset(null::case_events, $3) e join fresh using (case_id)),
    ticking as (
      insert into case_clocks
      select k.* from json_populate_recordset(null::case_clocks, $4) k join fresh using (case_id))
    select case_id from fresh`,
}

export interface BroughtCases {
  readonly externalIds: readonly Row<typeof caseExternalIds>[]
  readonly cases: readonly Row<typeof cases>[]
  readonly events: readonly Row<typeof caseEvents>[]
  readonly clocks: readonly Row<typeof caseClocks>[]
}

/** Inserts those whose external id is new; answers which. The unique key decides, not a look before. */
export const insertBrought = async (
  tx: Transaction,
  given: BroughtCases,
): Promise<ReadonlySet<CaseId>> => {
  const values = [
    jsonOf(caseExternalIds, given.externalIds),
    jsonOf(cases, given.cases),
    jsonOf(caseEvents, given.events),
    jsonOf(caseClocks, given.clocks),
  ]
  const { rows } = await tx.client.query<{ case_id: string }>({ ...bring, values })
  return new Set(rows.map((row) => caseId(row.case_id)))
}
