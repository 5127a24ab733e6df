import * as Type from '@sinclair/typebox'

/** Faults of a file in plain words, each beginning with the JSON path. Nothing was written. */
export class FaultyFile extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

// A description ends the sentence "… must be": it is what a person reads when the value is none.
export const words = (longest: number, description: string) =>
  Type.String({ minLength: 1, maxLength: longest, pattern: '^[^\\u0000-\\u001f]*\\S', description })
export const shaped = (pattern: string, description: string) =>
  Type.String({ pattern, description })
export const list = <T extends Type.TSchema>(items: T, minItems = 0) =>
  Type.Array(items, { minItems, description: `a list of at least ${minItems}` })

export const Key = shaped(
  '^[a-z0-9][a-z0-9/-]{0,59}$',
  'a key of small letters, figures and dashes, such as grid-1',
)
export const Name = words(40, 'a name of at most 40 characters')
export const Phone = words(30, 'a phone number')
export const Day = shaped('^\\d{4}-\\d\\d-\\d\\d$', 'a day such as 2026-11-01')
export const Count = (minimum: number) =>
  Type.Integer({ minimum, maximum: 99_999, description: `a whole number from ${minimum}` })
export const YesOrNo = Type.Boolean({ description: 'true or false' })
// The order is the commonest mistake; the ranges of China tell the two apart.
export const Point = Type.Tuple(
  [
    Type.Number({ minimum: 70, maximum: 140, description: 'a longitude such as 121.47' }),
    Type.Number({ minimum: 15, maximum: 55, description: 'a latitude such as 31.23' }),
  ],
  { description: '[longitude, latitude]' },
)
