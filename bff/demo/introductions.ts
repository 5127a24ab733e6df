import { people } from '#db/seed/places/people.ts'

/** `person/chen-yue` → `chen-yue`: what one says to become a person of the demo. */
export const demoKeyOf = (personKey: string): string => personKey.replace(/^person\//, '')

/** The people the demo introduces, in the order of the list, each with one sentence. */
export const introductions: ReadonlyMap<string, string> = new Map(
  people.flatMap(({ key, introduction, usesWechat }) =>
    introduction !== null && usesWechat ? [[demoKeyOf(key), introduction] as const] : [],
  ),
)
