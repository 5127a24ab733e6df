import { sureType } from '#shared/cases/suggest-type.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { scrub } from '#shared/privacy/scrub.ts'
import type { HotlineMessage } from './hotline-line.ts'

/** Days after which a message is history: no clock starts and nobody is told (issue 2, §5.1). */
export const liveDays = 7

/** Messages submitted at or after this are living cases, unless the command names another day. */
export const liveSince = (now: Date): Date => new Date(now.getTime() - liveDays * 24 * 3_600_000)

/** A case to be made from a message of another system. Texts are scrubbed. */
export interface ImportItem {
  readonly source: 'hotline_12345'
  readonly externalId: string
  readonly subdistrictId: SubdistrictId
  readonly title: string
  readonly text: string
  readonly submittedAt: Date
  readonly receivedAt: Date
  readonly reply?: string
  readonly repliedAt?: Date
  readonly typeCode?: string
  readonly placeText?: string
  readonly isHistory: boolean
}

const address = /[\u4e00-\u9fff]{2,8}(?:路|街|大道)\s?\d{1,5}(?:弄\s?\d{1,4})?号/g

/** The one house number a text names; undefined for none, and for several: that is for people. */
const addressIn = (text: string): string | undefined => {
  const [first, second] = new Set(text.match(address))
  return second === undefined ? first : undefined
}

export const itemOf = (
  message: HotlineMessage,
  into: {
    readonly subdistrictId: SubdistrictId
    readonly liveSince: Date
    readonly receivedAt: Date
  },
): ImportItem => {
  const { externalId, submittedAt, reply } = message
  const title = scrub(message.title).text
  const text = scrub(message.text).text
  const typeCode = sureType(`${title}\n${text}`)
  const placeText = addressIn(`${title}\n${text}`)
  return {
    source: 'hotline_12345',
    externalId,
    subdistrictId: into.subdistrictId,
    title,
    text,
    submittedAt,
    receivedAt: into.receivedAt,
    ...(reply ? { reply: scrub(reply.text).text, repliedAt: reply.at } : {}),
    ...(typeCode ? { typeCode } : {}),
    ...(placeText ? { placeText } : {}),
    isHistory: submittedAt < into.liveSince,
  }
}

/** Is a message the one that was imported under its id, or another one under the same id? */
export const isSameMessage = (
  item: ImportItem,
  imported: { readonly text: string; readonly submittedAt: Date },
): boolean =>
  item.text === imported.text && item.submittedAt.getTime() === imported.submittedAt.getTime()
