import type { NoticeKind } from './notices.contract.ts'

interface NoticeWords {
  /** What the reader finds first; at most 20 characters, WeChat cuts a `thing` there. */
  readonly title: string
  /** Where it stands, in at most 5 Chinese characters: a WeChat `phrase`. */
  readonly state: string
}

/** How each notice is said. The body names the matter and the next step; see `noticeBody`. */
export const noticeWords: Readonly<Record<NoticeKind, NoticeWords>> = {
  case_new_for_you: { title: '有一件新的事等您处理', state: '等您处理' },
  case_step: { title: '您反映的事有新进展', state: '有新进展' },
  case_closed: { title: '您反映的事办完了', state: '已办完' },
  case_reopened: { title: '反映人说还没解决', state: '重新办理' },
  case_overdue: { title: '有一件事超过时限了', state: '已超时' },
  case_for_review: { title: '有一件事等您分派', state: '等您分派' },
  case_supplemented: { title: '反映人补充了情况', state: '有新情况' },
}

/** What follows the matter's name in a notice. */
const nextStep: Readonly<Record<NoticeKind, string>> = {
  case_new_for_you: '请打开看看，先联系反映人',
  case_step: '点开可以看处理到哪一步了',
  case_closed: '点开看结果，没解决可以直接告诉我们',
  case_reopened: '请再联系反映人',
  case_overdue: '请马上跟进',
  case_for_review: '请看看该由谁来办',
  case_supplemented: '请点开看看',
}

/** The body of a notice about one case, e.g. `楼道灯不亮（HX-261121-0001）。请打开看看，先联系反映人。` */
export const noticeBody = (kind: NoticeKind, matter: { title: string; number: string }): string =>
  `${matter.title}（${matter.number}）。${nextStep[kind]}。`
