import { isDeepStrictEqual } from 'node:util'

/** What an import did to one kind of rows. */
export interface Tally {
  readonly what: string
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly unchanged: number
}
export interface Row {
  readonly id: string
  readonly name: string
  readonly value: unknown
}

/** Compares by id; `gone` are rows that only the database has. */
export const compare = (what: string, before: readonly Row[], after: readonly Row[]) => {
  const known = new Map(before.map((row) => [row.id, row.value]))
  const kept = new Set(after.map(({ id }) => id))
  const added = after.filter(({ id }) => !known.has(id))
  const same = after.filter(({ id, value }) => isDeepStrictEqual(known.get(id), value))
  const changed = after.filter((row) => !added.includes(row) && !same.includes(row))
  const names = (rows: readonly Row[]) => rows.map(({ name }) => name)
  return {
    tally: { what, added: names(added), changed: names(changed), unchanged: same.length },
    gone: names(before.filter(({ id }) => !kept.has(id))),
  }
}
