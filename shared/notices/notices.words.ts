import type { OfferKind } from '../offers/offer-kinds.ts'
import type {
  BookingNoticeKind,
  CareNoticeKind,
  CaseNoticeKind,
  GuideNoticeKind,
  NoticeKind,
  RenovationNoticeKind,
} from './notices.contract.ts'

interface NoticeWords {
  /** What the reader finds first; at most 20 characters, WeChat cuts a `thing` there. */
  readonly title: string
  /** Where it stands, in at most 5 Chinese characters: a WeChat `phrase`. */
  readonly state: string
}

/** How each notice is said. The body names the matter and the next step; see below. */
export const noticeWords: Readonly<Record<NoticeKind, NoticeWords>> = {
  case_new_for_you: { title: '有一件新的事等您处理', state: '等您处理' },
  case_step: { title: '您反映的事有新进展', state: '有新进展' },
  case_closed: { title: '您反映的事办完了', state: '已办完' },
  case_reopened: { title: '反映人说还没解决', state: '重新办理' },
  case_overdue: { title: '有一件事超过时限了', state: '已超时' },
  case_for_review: { title: '有一件事等您分派', state: '等您分派' },
  case_supplemented: { title: '反映人补充了情况', state: '有新情况' },

  booking_requested: { title: '收到您的预约了', state: '等待答复' },
  booking_accepted: { title: '预约成功', state: '已约好' },
  booking_declined: { title: '这次没能约上', state: '没约上' },
  booking_proposed: { title: '服务点想和您另约时间', state: '另约时间' },
  booking_reminder_day: { title: '明天有预约，别忘了', state: '明天' },
  booking_reminder_hours: { title: '预约的时间快到了', state: '快到了' },
  booking_moved: { title: '预约改了时间', state: '改了时间' },
  booking_cancelled_by_site: { title: '服务点取消了这次预约', state: '已取消' },
  booking_cancelled_for_person: { title: '服务点替您取消了预约', state: '已取消' },
  booking_place_offered: { title: '候补到位置了，请尽快确认', state: '候补到了' },
  booking_no_show: { title: '您约好的这次没有来', state: '没有来' },
  booking_rate_invited: { title: '这次服务怎么样？请说一说', state: '请评价' },
  booking_paid: { title: '付款成功', state: '已付款' },
  booking_refunded: { title: '钱已经退给您了', state: '已退款' },
  booking_refund_late: { title: '付款到得太晚，已退给您', state: '已退款' },

  booking_new_for_site: { title: '有一个新预约等您答复', state: '等您答复' },
  booking_unanswered: { title: '有一个预约一直没人答复', state: '没人答复' },
  booking_cancelled_by_person: { title: '有人取消了预约', state: '已取消' },
  payment_needs_a_look: { title: '有一笔付款要核对', state: '要核对' },
  haulage_new: { title: '有一单新的清运', state: '等您清运' },

  renovation_seen: { title: '您的装修登记有人看过了', state: '看过了' },
  renovation_new: { title: '有一份新的装修登记', state: '等您看' },

  guide_ready: { title: '材料齐了，去一次就行', state: '材料齐了' },
  guide_again: { title: '有材料要重新拍一张', state: '要重拍' },

  care_alert: { title: '您关心的老人有一条提醒', state: '请看一看' },
  care_alert_cleared: { title: '刚才的提醒已经过去了', state: '已过去' },
  care_test: { title: '这是一次试验，没有真的提醒', state: '试验' },
  care_summary: { title: '老人的每日小结', state: '每日小结' },
  care_alert_for_you: { title: '有一位老人请您看一看', state: '请看一看' },
  care_alert_over: { title: '一位老人的提醒已经过去了', state: '已过去' },
  care_unanswered: { title: '老人的提醒一直没有人答复', state: '没人答复' },
  care_device_fault: { title: '有一台设备要看一看', state: '看设备' },
  care_platform_silent: { title: '照护设备的数据全部停了', state: '数据停了' },
  care_follow_asked: { title: '有人想关注您', state: '等您同意' },
  care_follow_asked_staff: { title: '有人想关注一位老人', state: '等您登记' },
  care_follow_agreed: { title: '可以关注老人了', state: '已同意' },
  care_follow_refused: { title: '这次没有同意关注', state: '没同意' },
  care_glass_broken: { title: '值班人员紧急查看了数据', state: '紧急查看' },
  care_glass_broken_staff: { title: '值班人员紧急查看了数据', state: '紧急查看' },
}

/** What follows the matter's name in a notice. */
const nextStep: Readonly<Record<Exclude<NoticeKind, CareNoticeKind>, string>> = {
  case_new_for_you: '请打开看看，先联系反映人',
  case_step: '点开可以看处理到哪一步了',
  case_closed: '点开看结果，没解决可以直接告诉我们',
  case_reopened: '请再联系反映人',
  case_overdue: '请马上跟进',
  case_for_review: '请看看该由谁来办',
  case_supplemented: '请点开看看',

  booking_requested: '服务点答复后会再告诉您',
  booking_accepted: '到时候请过来，来不了请早点取消',
  booking_declined: '点开看原因，可以换个时间再约',
  booking_proposed: '点开看新的时间，行不行请告诉我们',
  booking_reminder_day: '来不了请今天取消，把位置让给别人',
  booking_reminder_hours: '请准时到',
  booking_moved: '新的时间不方便，可以取消重约',
  booking_cancelled_by_site: '很抱歉，点开可以另选时间',
  booking_cancelled_for_person: '不是您要取消的，请打电话告诉服务点',
  booking_place_offered: '过了时间会让给下一位',
  booking_no_show: '如果记错了，请告诉服务点',
  booking_rate_invited: '点开说两句，帮我们做得更好',
  booking_paid: '点开可以看收据',
  booking_refunded: '按原来的付款方式退回',
  booking_refund_late: '预约已经过期，按原来的付款方式退回',

  booking_new_for_site: '请打开答复',
  booking_unanswered: '请马上答复',
  booking_cancelled_by_person: '这个时间又空出来了',
  payment_needs_a_look: '请打开核对',
  haulage_new: '请打开看地点和时间',

  renovation_seen: '点开看看有没有留言',
  renovation_new: '请打开看看，有要提醒的写一句',

  guide_ready: '带好原件去办，一次办好',
  guide_again: '点开看看哪几样，重新拍好再提交',
}

/** The body of a notice about one case, e.g. `楼道灯不亮（HX-261121-0001）。请打开看看，先联系反映人。` */
export const noticeBody = (
  kind: CaseNoticeKind,
  matter: { readonly title: string; readonly number: string },
): string => `${matter.title}（${matter.number}）。${nextStep[kind]}。`

/** The same where people come to the door or to the load: nobody goes anywhere. */
const nextStepAtHome: Readonly<Record<'visit' | 'haulage', BookingSteps>> = {
  visit: {
    booking_accepted: '到时候有人上门，请在家等，不方便请早点取消',
    booking_reminder_day: '不方便请今天取消，把位置让给别人',
    booking_reminder_hours: '有人上门，请在家等',
  },
  haulage: {
    booking_accepted: '到时候来装运，请先堆到约好的地方',
    booking_reminder_day: '来装运之前，请先堆到约好的地方',
    booking_reminder_hours: '来装运之前，请先堆到约好的地方',
  },
}
type BookingSteps = Partial<Readonly<Record<BookingNoticeKind, string>>>

/** What a booking is, for whoever is told about it; each part as people say it. */
export interface BookingFacts {
  /** `理发` */
  readonly what: string
  /** `11月22日（周日）9:30`, or the time until which an offer stands. */
  readonly when: string
  /** The site's name: `合兴社区食堂`. Never somebody's home address. */
  readonly where: string
  /** What is booked; default: something one goes to. */
  readonly offerKind?: OfferKind
}

/** E.g. `理发，11月22日（周日）9:30，合兴邻里中心。请准时到。`; parts that are empty are left out. */
export const bookingNoticeBody = (kind: BookingNoticeKind, facts: BookingFacts): string => {
  const said = [facts.what, facts.when, facts.where].filter((part) => part !== '')
  const { offerKind } = facts
  const atHome = offerKind === 'visit' || offerKind === 'haulage' ? nextStepAtHome[offerKind] : {}
  return `${said.join('，')}。${atHome[kind] ?? nextStep[kind]}。`
}

/** E.g. `全屋装修，12月1日到12月20日，合兴二村16号1102室。请打开看看…`; `said` as people say it. */
export const renovationNoticeBody = (kind: RenovationNoticeKind, said: readonly string[]): string =>
  `${said.join('，')}。${nextStep[kind]}。`

/** Never what the papers are: only which item. */
export const guideNoticeBody = (kind: GuideNoticeKind, itemName: string): string =>
  `${itemName}。${nextStep[kind]}。`
