import type { TimelineEntry } from './cases.contract.ts'
import {
  channelWords,
  clockWords,
  contactedAnswerWords,
  contactResultWords,
  gradeInWords,
  outcomeWords,
  reviewReasonWords,
  solvedAnswerWords,
  sourceWords,
  staffClockWords,
} from './cases.words.ts'

type Data = TimelineEntry['data']
type Sentence = (data: Data, actor: string) => string
export type Reader = 'resident' | 'staff'

const said = (data: Data, field: string): string => {
  const value = data[field]
  return typeof value === 'string' ? value : ''
}
const wordOf = (words: Readonly<Record<string, string>>, data: Data, field: string): string =>
  words[said(data, field)] ?? ''
const listOf = (words: Readonly<Record<string, string>>, data: Data, field: string): string => {
  const values = data[field]
  return Array.isArray(values) ? values.map((value) => words[value] ?? value).join('、') : ''
}
const after = (mark: string, words: string): string => (words === '' ? '' : `${mark}${words}`)

const contacted: Sentence = (data, actor) =>
  data.result === 'reached'
    ? `${actor}${wordOf(channelWords, data, 'channel')}联系上了反映人`
    : `${actor}${wordOf(channelWords, data, 'channel')}联系反映人：${wordOf(contactResultWords, data, 'result')}`

const rated: Sentence = (data) =>
  [
    after('有人联系过：', wordOf(contactedAnswerWords, data, 'contacted')),
    after('是否解决：', wordOf(solvedAnswerWords, data, 'solved')),
    typeof data.grade === 'number' ? gradeInWords(data.grade) : '',
    said(data, 'words'),
  ]
    .filter((part) => part !== '')
    .join('；')

const staffSentences: Readonly<Record<TimelineEntry['kind'], Sentence>> = {
  filed: (data) => `${wordOf(sourceWords, data, 'source')}`,
  imported: (data) => `从${wordOf(sourceWords, data, 'source')}导入`,
  sent_to_review: (data) => `转值班台安排：${listOf(reviewReasonWords, data, 'reasons')}`,
  dispatched: (data) => `派给${said(data, 'unit')}${after('，经办人', said(data, 'handler'))}`,
  accepted: (_data, actor) => `${actor}已接单`,
  contact_attempted: contacted,
  arrived: (_data, actor) => `${actor}已到现场`,
  progressed: (data) => said(data, 'reply') || '上传了现场照片',
  note_added: (data) => said(data, 'note') || '添加了内部照片',
  given_back: (data) => `退单：${said(data, 'reason')}`,
  supplemented: (data) => `反映人补充：${said(data, 'text') || '上传了照片'}`,
  withdrawn: (data) => `反映人撤回${after('：', said(data, 'reason'))}`,
  closed: (data) => `办结（${wordOf(outcomeWords, data, 'outcome')}）：${said(data, 'reply')}`,
  historic_reply: (data) => `当时的答复：${said(data, 'reply')}`,
  rated: (data, actor) => `评价：${rated(data, actor)}`,
  reopened: () => '反映人说没解决，重新办理',
  deadline_missed: (data) => `${wordOf(staffClockWords, data, 'clock')}超时，已提醒负责人`,
  text_checked: (data) =>
    `内容检查：${said(data, 'verdict') === 'risky' ? '有风险，请值班台核看' : '建议核看'}`,
  phone_revealed: (data, actor) => `${actor}查看了反映人电话：${said(data, 'reason')}`,
}

/** Where a resident is told the same thing in other words. */
const residentSentences: Readonly<Partial<Record<TimelineEntry['kind'], Sentence>>> = {
  filed: () => '已收到您反映的问题',
  sent_to_review: () => '值班人员正在安排谁来办',
  dispatched: (data) => `已交给${said(data, 'unit')}办理`,
  accepted: (_data, actor) => `${actor}已接单，会先联系您`,
  contact_attempted: (data, actor) =>
    data.result === 'reached'
      ? `${actor}已联系过您`
      : `${actor}联系过您（${wordOf(channelWords, data, 'channel')}），${wordOf(contactResultWords, data, 'result')}`,
  supplemented: (data) => `您补充了：${said(data, 'text') || '照片'}`,
  withdrawn: () => '您撤回了这件事',
  rated: (data, actor) => `您的评价：${rated(data, actor)}`,
  reopened: () => '您说没解决，已退回原经办人重新办理，并告诉了他的负责人',
  deadline_missed: (data) =>
    `抱歉，比约定时间晚了（${wordOf(clockWords, data, 'clock')}），我们已提醒负责人抓紧`,
}

/** One plain sentence for a step, as this reader is told it. */
export const timelineSentence = (
  { kind, data, actor }: Pick<TimelineEntry, 'kind' | 'data' | 'actor'>,
  reader: Reader,
): string => {
  const sentence =
    (reader === 'resident' ? residentSentences[kind] : undefined) ?? staffSentences[kind]
  return sentence(data, actor)
}
