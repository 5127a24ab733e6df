import { timeInWords } from '#shared/cases/deadline.words.ts'
import { now } from '../../platform/clock.ts'
import type { Failure } from '../../platform/failure.ts'

/** What a colleague was faster with, or why it was refused. */
export const failureWords = ({ words, detail }: Failure): string => {
  const { by, at } = detail
  const who = typeof by === 'string' ? by : ''
  const when = typeof at === 'string' ? `（${timeInWords(new Date(at), new Date(now()))}）` : ''
  return who === '' ? words : `${words}：${who}${when}`
}
