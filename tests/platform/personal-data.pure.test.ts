import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { personalData } from '#bff/platform/personal-data.ts'

const key = (fill: number) => new Uint8Array(32).fill(fill)
const OLD = { id: 'k1', key: key(1) }
const NEW = { id: 'k2', key: key(2) }
const INDEX = key(9)
const withKeys = (...encryptionKeys: (typeof OLD)[]) =>
  personalData({ encryptionKeys, indexKey: INDEX, randomBytes })

test('whatever is sealed opens again and does not show', () => {
  const box = withKeys(OLD)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 4 }), (plain) => {
      const sealed = box.seal('phone', plain)
      expect(sealed).toMatch(/^k1:[A-Za-z0-9_-]+$/)
      expect(sealed).not.toContain(plain)
      expect(box.open('phone', sealed)).toBe(plain)
    }),
  )
})

test('the same number is sealed differently each time and found by the same index', () => {
  const box = withKeys(OLD)
  expect(box.seal('phone', '13812345678')).not.toBe(box.seal('phone', '13812345678'))
  const index = box.blindIndex('phone', '13812345678')
  expect(box.blindIndex('phone', '13812345678')).toBe(index)
  expect(box.blindIndex('phone', '13812345679')).not.toBe(index)
  expect(box.blindIndex('id-number', '13812345678')).not.toBe(index)
})

test('a sealed number opens for no other purpose', () => {
  const box = withKeys(OLD)
  expect(() => box.open('id-number', box.seal('phone', '13812345678'))).toThrow()
})

test('a sealed number with any one bit changed does not open', () => {
  const box = withKeys(OLD)
  const sealed = box.seal('phone', '13812345678')
  const bytes = Buffer.from(sealed.slice(3), 'base64url')
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(() => box.open('phone', `k1:${changed.toString('base64url')}`)).toThrow()
  }
})

test('a cut tag does not open', () => {
  const box = withKeys(OLD)
  const sealed = box.seal('phone', '13812345678')
  for (const cut of [1, 4, 12, 20]) {
    expect(() => box.open('phone', sealed.slice(0, -cut))).toThrow()
  }
  for (const other of ['', 'k1:', 'k1:AAAA', '13812345678']) {
    expect(() => box.open('phone', other)).toThrow()
  }
})

test('after a change of keys the newest seals and the old one still opens', () => {
  const before = withKeys(OLD).seal('phone', '13812345678')
  const box = withKeys(NEW, OLD)
  expect(box.open('phone', before)).toBe('13812345678')
  expect(box.isCurrent(before)).toBe(false)
  const again = box.seal('phone', '13812345678')
  expect(again.startsWith('k2:')).toBe(true)
  expect(box.isCurrent(again)).toBe(true)
  expect(() => withKeys(NEW).open('phone', before)).toThrow()
})

test('weak or mixed-up keys are refused at once', () => {
  const make = (encryptionKeys: (typeof OLD)[], indexKey = INDEX) =>
    personalData({ encryptionKeys, indexKey, randomBytes })
  expect(() => make([])).toThrow('no encryption key')
  expect(() => make([{ id: 'k1', key: new Uint8Array(16) }])).toThrow('32 bytes')
  expect(() => make([OLD], new Uint8Array(8))).toThrow('32 bytes')
  expect(() => make([OLD, { ...NEW, id: 'k1' }])).toThrow('used twice')
  expect(() => make([{ ...OLD, id: 'K:1' }])).toThrow('key id')
  expect(() => make([OLD], OLD.key)).toThrow('key of its own')
})

test('a refusal to open says nothing of the value', () => {
  const box = withKeys(OLD)
  const sealed = box.seal('phone', '13812345678')
  try {
    box.open('name', sealed)
    expect.unreachable()
  } catch (error) {
    expect(String(error)).not.toContain(sealed.slice(3))
    expect(String(error)).not.toContain('138')
  }
})
