const before = '微信用户'

/** A newcomer's name until he says another; the end of his id tells two apart. */
export const newcomerName = (personId: string): string => `${before}${personId.slice(-4)}`

/** Whether this person has not said yet what he wants to be called. */
export const isUnnamed = (person: {
  readonly personId: string
  readonly displayName: string
}): boolean => person.displayName === newcomerName(person.personId)
