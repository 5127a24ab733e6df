const table = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const isPrime = (number: number): boolean => {
  for (let by = 2; by * by <= number; by++) if (number % by === 0) return false
  return true
}
const primes = Array.from({ length: 311 }, (_, at) => at + 2).filter(isPrime)
/** The first 32 bits of the fraction (FIPS 180-4, 4.2.2 and 5.3.3). */
const fraction = (value: number): number => ((value % 1) * 0x100000000) | 0
const constants = primes.map((prime) => fraction(Math.cbrt(prime)))
const start = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

const padded = (text: string): Uint8Array => {
  const length = Math.ceil((text.length + 9) / 64) * 64
  const bytes = new Uint8Array(length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  bytes[text.length] = 0x80
  new DataView(bytes.buffer).setUint32(length - 4, text.length * 8)
  return bytes
}

const mixBlock = (state: readonly number[], block: DataView): number[] => {
  const words: number[] = []
  const word = (at: number): number => words[at] ?? 0
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let at = 0; at < 64; at++) {
    if (at < 16) words.push(block.getInt32(at * 4))
    else {
      const [two, fifteen] = [word(at - 2), word(at - 15)]
      const low = turn(fifteen, 7) ^ turn(fifteen, 18) ^ (fifteen >>> 3)
      const high = turn(two, 17) ^ turn(two, 19) ^ (two >>> 10)
      words.push((word(at - 16) + low + word(at - 7) + high) | 0)
    }
    const choose = (e & f) ^ (~e & g)
    const rise = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const first = (h + rise + choose + (constants[at] ?? 0) + word(at)) | 0
    const most = (a & b) ^ (a & c) ^ (b & c)
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + most) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0]
  }
  return [a, b, c, d, e, f, g, h].map((word, at) => (word + (state[at] ?? 0)) | 0)
}

/**
 * SHA-256 (FIPS 180-4) of an ASCII text as base64url without padding. WeChat has no WebCrypto, and a
 * browser has it only over HTTPS; a code is hashed to be known again without the network.
 */
export const sha256Base64Url = (text: string): string => {
  const bytes = padded(text)
  let state: readonly number[] = start
  for (let at = 0; at < bytes.length; at += 64) {
    state = mixBlock(state, new DataView(bytes.buffer, at, 64))
  }
  const bits = state.map((word) => (word >>> 0).toString(2).padStart(32, '0')).join('')
  const groups = bits.match(/.{1,6}/g) ?? []
  return groups.map((six) => table[Number.parseInt(six.padEnd(6, '0'), 2)]).join('')
}
