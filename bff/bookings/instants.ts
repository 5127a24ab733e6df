import { Refusal } from '#shared/http/errors.ts'

/** A leap second has the form of an instant and is none. @throws Refusal invalid_request */
export const instantOf = (said: string): Date => {
  const at = new Date(said)
  if (Number.isNaN(at.getTime()))
    throw new Refusal('invalid_request', { where: 'body', field: 'startsAt', rule: 'date-time' })
  return at
}
