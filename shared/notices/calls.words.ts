import type { CallState } from './calls.contract.ts'
import type { NoticeKind } from './notices.contract.ts'

/** What comes after the facts when somebody reads a notice aloud: a phone opens no page. */
const aloud: Partial<Readonly<Record<NoticeKind, string>>> = {
  booking_accepted: '到时候不方便的话，请打电话告诉我们。',
  booking_declined: '要不要换个时间？我们帮您约。',
  booking_proposed: '您看行不行？我们帮您回复。',
  booking_reminder_day: '您来得了吗？来不了我们帮您取消。',
  booking_moved: '您看方便吗？不方便我们帮您改。',
  booking_cancelled_by_site: '很抱歉，要不要另约时间？',
  booking_place_offered: '您还要吗？要的话我们帮您确认。',
}

/** One sentence ready to be read aloud, e.g. `预约成功：理发，11月22日9:30。请按时过来…` */
export const sayAloud = (notice: {
  readonly kind: NoticeKind
  readonly title: string
  readonly body: string
}): string => {
  const [facts = ''] = notice.body.split('。')
  return `${notice.title}：${facts}。${aloud[notice.kind] ?? ''}`
}

export const callStateWords: Readonly<Record<CallState, string>> = {
  todo: '待告知',
  no_answer: '没接通',
  reached: '已告知',
  given_up: '不再打了',
}
