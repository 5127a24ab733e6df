import type { ItemFields, Material } from './item-fields.ts'
import type { Household } from './item-kinds.ts'

/** What somebody said about the person a matter is for; null: not said yet. */
export interface Answers {
  readonly proxy: boolean | null
  readonly household: Household | null
  /** Whole years. */
  readonly age: number | null
}
export const noAnswers: Answers = { proxy: null, household: null, age: null }

export type Question = keyof Answers

type Items = Pick<ItemFields, 'materials'>

/** Only what makes a difference to the list is asked. */
export const questionsOf = ({ materials }: Items): Question[] => {
  const asks = (is: (material: Material) => boolean) => materials.some(is)
  return [
    ...(asks(({ when }) => when.proxy !== null) ? (['proxy'] as const) : []),
    ...(asks(({ when }) => when.household !== null) ? (['household'] as const) : []),
    ...(asks(({ when }) => when.ageFrom !== null || when.ageTo !== null) ? (['age'] as const) : []),
  ]
}

/** A material as it concerns this person: needed, or it depends on what is not said yet. */
export interface ListedMaterial extends Material {
  readonly depends: boolean
}

/** true: holds; false: does not; undefined: not known. */
const holds = (
  { when: { proxy, household, ageFrom, ageTo } }: Material,
  said: Answers,
): boolean | undefined => {
  const parts = [
    proxy === null ? true : said.proxy === null ? undefined : said.proxy === proxy,
    household === null
      ? true
      : said.household === null
        ? undefined
        : household.includes(said.household),
    ageFrom === null ? true : said.age === null ? undefined : said.age >= ageFrom,
    ageTo === null ? true : said.age === null ? undefined : said.age <= ageTo,
  ]
  if (parts.includes(false)) return false
  return parts.includes(undefined) ? undefined : true
}

/** Exactly what this person brings; what only others bring is left out. */
export const myMaterials = ({ materials }: Items, said: Answers): ListedMaterial[] =>
  materials.flatMap((material) => {
    const isNeeded = holds(material, said)
    return isNeeded === false ? [] : [{ ...material, depends: isNeeded === undefined }]
  })

/** A paper of several items done in one go: shown once, with the items it serves. */
export interface SharedMaterial extends ListedMaterial {
  readonly serves: readonly string[]
}

/**
 * The papers of a bundle (一件事): the same paper is brought once. One original serves all; copies
 * stay with each desk, so they add up.
 */
export const bundleMaterials = (
  items: readonly Pick<ItemFields, 'name' | 'materials'>[],
  said: Answers,
): SharedMaterial[] => {
  const merged = new Map<string, SharedMaterial>()
  for (const item of items)
    for (const material of myMaterials(item, said)) {
      const known = merged.get(material.key)
      if (known === undefined) {
        merged.set(material.key, { ...material, serves: [item.name] })
        continue
      }
      if (known.serves.includes(item.name)) continue
      merged.set(material.key, {
        ...known,
        originals: Math.max(known.originals, material.originals),
        copies: known.copies + material.copies,
        required: known.required || material.required,
        depends: known.depends && material.depends,
        serves: [...known.serves, item.name],
      })
    }
  return [...merged.values()]
}
