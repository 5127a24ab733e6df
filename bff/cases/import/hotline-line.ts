import { maxCaseText } from '#shared/cases/cases.contract.ts'
import { scrub } from '#shared/privacy/scrub.ts'

/** One message of the hotline as its file has it, cleaned; instants are checked. */
export interface HotlineMessage {
  readonly externalId: string
  readonly title: string
  readonly text: string
  readonly submittedAt: Date
  readonly reply: { readonly text: string; readonly at: Date } | undefined
}

export type ParsedLine =
  | { readonly ok: true; readonly message: HotlineMessage }
  | { readonly ok: false; readonly id: string; readonly why: string }

const longestTitle = 200
const longestReply = 20_000
const longestId = 100
const titleLength = 30
/** The hotline began in 1999; a file may still hold older letters. */
const earliest = Date.UTC(1990, 0, 1)
/** Clocks of two systems differ; a message from tomorrow is a mistake. */
const allowedAheadMs = 24 * 3_600_000

class Faulty extends Error {}

const lengthOf = (text: string): number => [...text].length

/** PostgreSQL takes no NUL, its JSON no half character, and nobody reads the other controls. */
const cleaned = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, '')
    .trim()

const textOf = (record: object, name: string): string => {
  const value: unknown = Reflect.get(record, name)
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string') throw new Faulty(`${name} is not a text`)
  return cleaned(value)
}

/** Scrubbed before it is cut: half a phone number is not known as one. */
const titleFrom = (text: string): string =>
  [...scrub(text).text.replace(/\s+/g, ' ')].slice(0, titleLength).join('')

const within = (name: string, text: string, longest: number): string => {
  const length = lengthOf(text)
  if (length > longest) throw new Faulty(`${name} has ${length} characters; ${longest} at most`)
  return text
}

const idOf = (record: object): string => {
  const value: unknown = Reflect.get(record, 'id')
  const id = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  if (typeof id !== 'string' || cleaned(id) === '') throw new Faulty('id is missing')
  return within('id', cleaned(id), longestId)
}

const iso = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

/** JavaScript takes 30 February for 1 March; a date that is none is refused. */
const instantOf = (record: object, name: string, now: Date): Date => {
  const said = textOf(record, name)
  if (said === '') throw new Faulty(`${name} is missing`)
  const [, year, month, day] = iso.exec(said) ?? []
  const at = new Date(said)
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  if (Number.isNaN(at.getTime()) || !(Number(day) <= lastDay))
    throw new Faulty(`${name} is no date and time: ${said.slice(0, 40)}`)
  if (at.getTime() < earliest || at.getTime() > now.getTime() + allowedAheadMs)
    throw new Faulty(`${name} is not possible: ${said}`)
  return at
}

const replyOf = (record: object, submittedAt: Date, now: Date): HotlineMessage['reply'] => {
  const text = within('reply', textOf(record, 'reply'), longestReply)
  if (text === '') return undefined
  const at = instantOf(record, 'repliedAt', now)
  if (at < submittedAt) throw new Faulty('repliedAt is before submittedAt')
  return { text, at }
}

const messageOf = (record: object, now: Date): HotlineMessage => {
  const title = within('title', textOf(record, 'title').replace(/\s+/g, ' '), longestTitle)
  const text = within('text', textOf(record, 'text'), maxCaseText)
  if (title === '' && text === '') throw new Faulty('title and text are missing')
  const submittedAt = instantOf(record, 'submittedAt', now)
  return {
    externalId: idOf(record),
    // Whoever wrote only one of the two has still said what it is about.
    title: title || titleFrom(text),
    text: text || title,
    submittedAt,
    reply: replyOf(record, submittedAt, now),
  }
}

const nameOf = (record: object): string => {
  const id: unknown = Reflect.get(record, 'id')
  return typeof id === 'string' || typeof id === 'number' ? cleaned(String(id)).slice(0, 40) : ''
}

const recordOf = (line: string): object | undefined => {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Reads one line of a hotline file (fields: the data's README), or says why it cannot be taken. */
export const parseHotlineLine = (line: string, now: Date): ParsedLine => {
  const record = recordOf(line)
  if (!record) return { ok: false, id: '', why: 'is not a JSON object' }
  try {
    return { ok: true, message: messageOf(record, now) }
  } catch (error) {
    if (!(error instanceof Faulty)) throw error
    return { ok: false, id: nameOf(record), why: error.message }
  }
}
