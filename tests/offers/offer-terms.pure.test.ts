import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ServedFacts } from '#shared/offers/offer-terms.ts'
import { asksWhoComes, ofAnybody, priceFor, refusedBy } from '#shared/offers/offer-terms.ts'

const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 2 })
const fen = fc.integer({ min: 0, max: 100_000 })
const level = fc.integer({ min: 1, max: 6 })
const age = fc.integer({ min: 0, max: 110 })

const terms = fc.record({
  who: fc.record({
    minAge: orNull(age),
    residence: fc.constantFrom('anyone' as const, 'subdistrict' as const, 'hukou' as const),
    minLevel: orNull(level),
  }),
  price: fc.record({
    fullFen: fen,
    seniorFromAge: orNull(age),
    seniorFen: orNull(fen),
    subsidies: fc.array(fc.record({ minLevel: level, payFen: fen }), { maxLength: 2 }),
    depositFen: fen,
  }),
})
const facts: fc.Arbitrary<ServedFacts> = fc.record({
  age: orNull(age),
  livesHere: fc.boolean(),
  hasHukou: fc.boolean(),
  assessedLevel: orNull(level),
})

test('nobody is looked up where right and price are the same for all', () => {
  let alike = 0
  fc.assert(
    fc.property(terms, facts, (asked, who) => {
      if (asksWhoComes(asked)) return
      alike += 1
      expect(refusedBy(asked, who)).toBeUndefined()
      expect(refusedBy(asked, ofAnybody)).toBeUndefined()
      expect(priceFor(asked, who)).toBe(priceFor(asked, ofAnybody))
    }),
    { numRuns: 10_000 },
  )
  expect(alike).toBeGreaterThan(50)
})
