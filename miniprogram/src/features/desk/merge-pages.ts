import type { CaseRow } from '#shared/cases/cases.contract.ts'

export interface DeskPage {
  readonly rows: readonly CaseRow[]
  readonly nextCursor: string | null
  /** Cases that came in while the list is held still. */
  readonly waiting: number
  /** Ids of rows that no longer belong to this list, but stay until the reader asks. */
  readonly gone: readonly string[]
}

const idsOf = (rows: readonly CaseRow[]) => new Set<string>(rows.map(({ caseId }) => caseId))

/**
 * Rows of `after` that were not in `before`. Where the list went on beyond what was read, a row at
 * the very end only moved up, so it is not new.
 */
export const freshRows = (before: DeskPage, after: DeskPage): readonly CaseRow[] => {
  const known = idsOf(before.rows)
  const last = after.rows.map(({ caseId }) => known.has(caseId)).lastIndexOf(true)
  return after.rows.filter(
    ({ caseId }, at) => !known.has(caseId) && (before.nextCursor === null || at < last),
  )
}

/** The rows as they stand, each with its newest content; what is new only waits. */
export const holdStill = (shown: DeskPage, newest: DeskPage): DeskPage => {
  const fresh = new Map(newest.rows.map((row) => [row.caseId, row]))
  const left = shown.rows.filter(({ caseId }) => !fresh.has(caseId))
  return {
    rows: shown.rows.map((row) => fresh.get(row.caseId) ?? row),
    nextCursor: shown.nextCursor,
    waiting: freshRows(shown, newest).length,
    // Only a list that was read to its end proves that a row has left it.
    gone: newest.nextCursor === null ? left.map(({ caseId }) => caseId) : shown.gone,
  }
}

export const appendPage = (shown: DeskPage, next: DeskPage): DeskPage => {
  const known = idsOf(shown.rows)
  return {
    ...shown,
    rows: [...shown.rows, ...next.rows.filter(({ caseId }) => !known.has(caseId))],
    nextCursor: next.nextCursor,
  }
}
