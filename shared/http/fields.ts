import * as Type from '@sinclair/typebox'

/** Text without control characters: PostgreSQL refuses NUL, and a 500 would follow. */
export const text = (minLength: number, maxLength: number) =>
  Type.String({
    minLength,
    maxLength,
    pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f]*$',
  })

/** As `text`, with at least one character that is not white space. */
export const saidText = (maxLength: number) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern:
      '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f]*[^\\s\\u0000-\\u001f][^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f]*$',
  })

/** An instant as ISO 8601 in UTC, e.g. `2026-11-21T02:06:33.000Z`. */
export const Instant = Type.String({ format: 'date-time', maxLength: 40 })

export const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const literals = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values] }))

/** A closed object: unknown properties are refused, never dropped in silence. */
export const object = <T extends Type.TProperties>(
  properties: T,
  options: Type.ObjectOptions = {},
) => Type.Object(properties, { additionalProperties: false, ...options })

/** WGS-84 degrees. */
export const Longitude = Type.Number({ minimum: -180, maximum: 180 })
export const Latitude = Type.Number({ minimum: -90, maximum: 90 })

/** Opaque position in a list; take it from the page before. */
export const Cursor = Type.String({ minLength: 1, maxLength: 120, pattern: '^[A-Za-z0-9_-]+$' })

export const Empty = object({})

/** A day in Asia/Shanghai, `yyyy-mm-dd`. */
export const Day = Type.String({
  pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
  minLength: 10,
  maxLength: 10,
})
