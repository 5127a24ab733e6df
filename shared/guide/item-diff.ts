import type { ItemFields } from './item-fields.ts'

/** One field that differs; values as they stand, null where there was or is none. */
export interface ItemChange {
  /** `promised.days`, `materials[id-card].note`. */
  readonly path: string
  readonly before: string | null
  readonly after: string | null
}

type Leaves = Map<string, string>

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** A list's entries are known by what names them, so that one taken out shifts no other. */
const nameOf = (entry: unknown, at: number): string => {
  if (!isRecord(entry)) return String(entry)
  const { key, name, title } = entry
  const named = [key, name, title].find((one) => typeof one === 'string')
  return typeof named === 'string' ? named : String(at)
}

const collect = (value: unknown, path: string, into: Leaves): void => {
  if (Array.isArray(value)) {
    const names = value.map(nameOf)
    // The list as a whole, so that another order is seen too.
    if (names.length > 0) into.set(path, names.join('、'))
    value.forEach((entry: unknown, at) => {
      if (!isRecord(entry)) return
      const earlier = names.slice(0, at).filter((name) => name === names[at]).length
      collect(entry, `${path}[${names[at]}${earlier > 0 ? `#${earlier + 1}` : ''}]`, into)
    })
    return
  }
  if (isRecord(value)) {
    for (const [name, inner] of Object.entries(value))
      collect(inner, path === '' ? name : `${path}.${name}`, into)
    return
  }
  if (value !== null && value !== undefined && value !== '') into.set(path, String(value))
}

const leavesOf = (item: ItemFields | undefined): Leaves => {
  const leaves: Leaves = new Map()
  if (item) collect(item, '', leaves)
  return leaves
}

/** What changes from one version to another; without a first, everything is new. */
export const changesBetween = (before: ItemFields | undefined, after: ItemFields): ItemChange[] => {
  const old = leavesOf(before)
  const now = leavesOf(after)
  const paths = [...now.keys(), ...[...old.keys()].filter((path) => !now.has(path))]
  return paths
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => ({ path, before: old.get(path) ?? null, after: now.get(path) ?? null }))
}
