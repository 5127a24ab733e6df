import { Refusal } from '#shared/http/errors.ts'
import { ageOn, isRealDay } from '#shared/relatives/age.ts'
import type { IdNumber } from '#shared/relatives/id-number.ts'
import { readIdNumber } from '#shared/relatives/id-number.ts'
import { addDays, shanghaiInstant } from '#shared/time/shanghai.ts'

/** Wrong codes one may type in an hour. */
export const maxTries = 5
export const triesWindowMinutes = 60

/** Older than anybody has become. */
const oldestAge = 125

/** @throws Refusal birthday_invalid when nobody alive today was born on that day */
export const approveBirthday = (bornOn: string, today: string): string => {
  if (!isRealDay(bornOn) || bornOn > today || ageOn(bornOn, today) > oldestAge)
    throw new Refusal('birthday_invalid')
  return bornOn
}

/** @throws Refusal id_number_invalid | birthday_differs; undefined when none is given */
export const approveIdNumber = (typed: string | null, bornOn: string): IdNumber | undefined => {
  if (typed === null) return undefined
  const idNumber = readIdNumber(typed)
  if (!idNumber) throw new Refusal('id_number_invalid')
  if (idNumber.bornOn !== bornOn) throw new Refusal('birthday_differs')
  return idNumber
}

/** The instant in which the last day ends, in Shanghai. @throws Refusal birthday_invalid */
export const endOfDay = (lastDay: string | null, today: string): Date | null => {
  if (lastDay === null) return null
  if (!isRealDay(lastDay) || lastDay < today) throw new Refusal('birthday_invalid')
  return shanghaiInstant(addDays(lastDay, 1))
}

/**
 * Whether a counter may be shown the person whose whole phone number it typed: one of its own, one
 * who has no home anywhere, or one of elsewhere who has said his full name too.
 */
export const mayBeShown = (
  person: {
    readonly displayName: string
    readonly homeSubdistrictId: string | null
    readonly isOurs: boolean
  },
  name: string | undefined,
): boolean => {
  if (person.homeSubdistrictId !== null && !person.isOurs) return person.displayName === name
  return name === undefined || person.displayName.includes(name)
}

/** `沈**`: enough to ask “is that you?”, too little to learn who has a number. */
export const maskName = (name: string): string => `${[...name][0] ?? ''}**`
