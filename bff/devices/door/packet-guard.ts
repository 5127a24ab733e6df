/** How a packet's length is told: at most four bytes, seven bits each (MQTT 3.1.1 §2.2.3). */
const lengthBytes = 4

/**
 * Looks at the bytes of one connection as they come and says false at the first packet that is longer
 * than `maxBytes`: a parser would go on collecting up to 256 MB of it.
 */
export const packetGuard = (maxBytes: number): ((chunk: Buffer) => boolean) => {
  let rest = 0
  let length = 0
  let read = -1
  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      if (rest > 0) {
        const skipped = Math.min(rest, chunk.length - at)
        rest -= skipped
        at += skipped
        continue
      }
      const byte = chunk[at] ?? 0
      at += 1
      if (read === -1) {
        read = 0
        length = 0
        continue
      }
      length += (byte & 127) * 128 ** read
      read += 1
      if (length > maxBytes || read > lengthBytes) return false
      if ((byte & 128) === 0) {
        rest = length
        read = -1
      }
    }
    return true
  }
}
