import type { TSchema } from '@sinclair/typebox'
import fc from 'fast-check'
import type { Endpoint } from '#shared/http/endpoint.ts'

/** What people and machines send that nobody expected. */
const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(
    '\u0000',
    'a\u0000b',
    '\ud800',
    '',
    ' ',
    '０１２',
    "'; drop table cases; --",
    '{{7*7}}',
    '../../etc/passwd',
    '%00',
    '😀'.repeat(50),
    '\u202eabc',
    'x'.repeat(600),
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 31,
    2 ** 53,
    1e308,
    [],
    [[]],
    {},
    { __proto__: { admin: true } },
    { constructor: { prototype: {} } },
    '0000-00-00T00:00:00Z',
    '10000-01-01T00:00:00Z',
    '00000000-0000-0000-0000-000000000000',
  ),
  fc.jsonValue({ maxDepth: 2 }),
)

const text = (schema: TSchema): fc.Arbitrary<string> => {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum.map(String))
  if (schema.format === 'date-time')
    return fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
  if (typeof schema.pattern === 'string' && schema.pattern.startsWith('^[0-9a-f]{8}-'))
    return fc.uuid()
  if (typeof schema.pattern === 'string' && !schema.pattern.includes('\\u0000'))
    return fc
      .stringMatching(new RegExp(schema.pattern))
      .map((made) => made.slice(0, schema.maxLength))
  return fc.string({
    unit: fc.constantFrom(...'和兴路128号灯不亮，漏水 abcABC019'),
    minLength: Math.max(1, schema.minLength ?? 0),
    maxLength: Math.min(60, schema.maxLength ?? 60),
  })
}

/** Values that keep the schema. */
const keeping = (schema: TSchema): fc.Arbitrary<unknown> => {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (Array.isArray(schema.anyOf)) return fc.oneof(...schema.anyOf.map(keeping))
  switch (schema.type) {
    case 'string':
      return text(schema)
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 100 })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(keeping(schema.items), { maxLength: Math.min(3, schema.maxItems ?? 3) })
    default: {
      const properties: Record<string, TSchema> = schema.properties ?? {}
      const required: string[] = schema.required ?? []
      return fc.record(
        Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, keeping(part)])),
        { requiredKeys: required },
      )
    }
  }
}

/** Mostly well-formed objects in which one member is broken, gone or one too many. */
const almost = (schema: TSchema | undefined): fc.Arbitrary<unknown> => {
  if (!schema) return fc.constant(undefined)
  const whole = keeping(schema)
  const names = Object.keys(schema.properties ?? {})
  const bent = fc
    .tuple(whole, fc.constantFrom(...names, 'surplus'), nasty)
    .map(([value, name, other]) =>
      typeof value === 'object' && value !== null ? { ...value, [name]: other } : other,
    )
  return fc.oneof(
    { weight: 3, arbitrary: whole },
    { weight: 4, arbitrary: bent },
    { weight: 1, arbitrary: nasty },
  )
}

export interface GeneratedRequest {
  readonly params: Readonly<Record<string, unknown>>
  readonly query: unknown
  readonly body: unknown
  /** Index of the caller in the test's list of callers. */
  readonly caller: number
}

/** Requests for an endpoint; `known` are real ids, so that deep code is reached too. */
export const requestsFor = (
  contract: Endpoint,
  known: Readonly<Record<string, readonly string[]>>,
  callers: number,
): fc.Arbitrary<GeneratedRequest> => {
  const properties: Record<string, TSchema> = contract.params?.properties ?? {}
  const params = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => {
        const real = known[name] ?? []
        return [
          name,
          fc.oneof(
            { weight: real.length > 0 ? 6 : 0, arbitrary: fc.constantFrom(...real, 'x') },
            { weight: 2, arbitrary: keeping(schema) },
            { weight: 1, arbitrary: nasty },
          ),
        ]
      }),
    ),
  )
  return fc.record({
    params,
    query: almost(contract.query),
    body: contract.kind === 'json' ? almost(contract.body) : fc.constant(undefined),
    caller: fc.nat({ max: callers - 1 }),
  })
}
