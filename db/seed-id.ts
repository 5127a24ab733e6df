import { createHash } from 'node:crypto'

// Before every id that a running server makes, so that seeded rows sort first.
const SEEDED_AT = Date.UTC(2026, 0, 1)

/**
 * The id of a row that is known by a key (the demo's, an imported subdistrict's): the same key gives
 * the same id on every machine, so bringing it twice changes nothing. Shaped like the UUIDv7 of live
 * rows (RFC 9562 §5.7), random bits taken from the key.
 */
export function seedId(key: string): string {
  const time = SEEDED_AT.toString(16).padStart(12, '0')
  const hash = createHash('sha256').update(key).digest('hex')
  const variant = (8 + (Number.parseInt(hash.slice(3, 4), 16) % 4)).toString(16)
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${hash.slice(0, 3)}`,
    `${variant}${hash.slice(4, 7)}`,
    hash.slice(7, 19),
  ].join('-')
}
