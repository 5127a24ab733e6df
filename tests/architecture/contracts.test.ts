import * as Type from '@sinclair/typebox'
import { expect, test } from 'vitest'
import { contracts } from '#shared/contracts.ts'
import { errors } from '#shared/http/errors.ts'

const all = Object.entries(contracts)

test('every endpoint has a path of its own', () => {
  const addresses = all.map(([, { method, path }]) => `${method} ${path}`)
  expect(new Set(addresses).size).toBe(addresses.length)
})

test('every path parameter has a schema, and the subdistrict is one wherever roles decide', () => {
  for (const [name, { path, params, access }] of all) {
    const named = [...path.matchAll(/:([a-zA-Z]+)/g)].map((match) => match[1])
    expect(Object.keys(params?.properties ?? {}).sort(), name).toEqual(named.sort())
    if (typeof access === 'object') expect(named, name).toContain('subdistrictId')
  }
})

const eachSchema = (schema: Type.TSchema, visit: (schema: Type.TSchema) => void): void => {
  visit(schema)
  for (const value of Object.values(schema.properties ?? {}))
    eachSchema(value as Type.TSchema, visit)
  for (const value of schema.anyOf ?? []) eachSchema(value, visit)
  if (Type.KindGuard.IsSchema(schema.items)) eachSchema(schema.items, visit)
}

const requestSchemas = all.flatMap(([name, contract]) =>
  [contract.params, contract.query, contract.kind === 'json' ? contract.body : undefined].flatMap(
    (schema) => (schema ? [{ name, schema }] : []),
  ),
)

test('every object a client sends is closed, every text has an end and no control characters', () => {
  for (const { name, schema } of requestSchemas)
    eachSchema(schema, (part) => {
      if (part.type === 'object') expect(part.additionalProperties, name).toBe(false)
      if (part.type === 'array') expect(part.maxItems, name).toBeGreaterThan(0)
      if (part.type === 'string' && part.enum === undefined && part.const === undefined) {
        expect(part.maxLength, `${name} ${JSON.stringify(part)}`).toBeGreaterThan(0)
        expect(part.pattern ?? part.format, `${name} ${JSON.stringify(part)}`).toBeDefined()
      }
    })
})

test('every object the server answers is closed, so that nothing undeclared leaves', () => {
  for (const [name, contract] of all)
    if (contract.kind === 'json')
      eachSchema(contract.response, (part) => {
        if (part.type === 'object' && part.patternProperties === undefined)
          expect(part.additionalProperties, name).toBe(false)
      })
})

test('every error has a status and words a resident can read', () => {
  for (const [code, { status, words }] of Object.entries(errors)) {
    expect(status, code).toBeGreaterThanOrEqual(400)
    expect(words, code).toMatch(/[\u4e00-\u9fff]/)
  }
})
