/** One line of a file. `text` is undefined for one that is too long or not UTF-8; `why` says which. */
export interface FileLine {
  readonly number: number
  readonly text: string | undefined
  readonly why: string
  /** Bytes of the file up to the end of this line. */
  readonly bytesRead: number
}

/** 5,000 characters of text and 20,000 of reply, each escaped as \uXXXX at worst, with room. */
const longestLineBytes = 512 * 1024
const lineFeed = 0x0a

/**
 * The lines of a file that may be of any size: never more than one chunk and one line of at most
 * 512 KB are kept, whatever the file holds. Blank lines are passed over.
 */
export async function* readLines(source: AsyncIterable<Buffer>): AsyncGenerator<FileLine> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let pieces: Buffer[] = []
  let length = 0
  let number = 0
  let bytesRead = 0

  const keep = (piece: Buffer): void => {
    length += piece.length
    if (length <= longestLineBytes) pieces.push(piece)
    else pieces = []
  }
  const line = (): FileLine | undefined => {
    number += 1
    const bytes = Buffer.concat(pieces)
    const tooLong = length > longestLineBytes
    pieces = []
    length = 0
    if (tooLong) return { number, text: undefined, why: 'is longer than 512 KB', bytesRead }
    try {
      const text = utf8.decode(bytes)
      return text.trim() === '' ? undefined : { number, text, why: '', bytesRead }
    } catch {
      return { number, text: undefined, why: 'is not UTF-8', bytesRead }
    }
  }

  for await (const chunk of source) {
    let from = 0
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      keep(chunk.subarray(from, end))
      bytesRead += end + 1 - from
      from = end + 1
      const found = line()
      if (found) yield found
    }
    keep(chunk.subarray(from))
    bytesRead += chunk.length - from
  }
  if (length > 0) {
    const last = line()
    if (last) yield last
  }
}
