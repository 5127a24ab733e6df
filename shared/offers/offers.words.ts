import { yuanOfFen } from '../payments/money.ts'
import type {
  Accessibility,
  HolidayPolicy,
  Language,
  Need,
  OfferKind,
  ProviderKind,
  SiteKind,
} from './offer-kinds.ts'
import type { OfferTerms, PayWay, ResidenceRule, TermsRefusal } from './offer-terms.ts'
import type { ServiceRow } from './offers.contract.ts'

/** As the service home says them: what one needs, never which department answers. */
export const needWords: Readonly<Record<Need, string>> = {
  eating: '吃饭',
  body: '身体',
  home: '家里',
  outing: '出门',
  company: '热闹',
  rights: '问事',
  fair: '市集',
  waste: '清运',
}

export const offerKindWords: Readonly<Record<OfferKind, string>> = {
  time: '按时间预约',
  visit: '上门服务',
  session: '按场次预约',
  meal: '订餐',
  queue: '取号',
  haulage: '清运',
}

export const siteKindWords: Readonly<Record<SiteKind, string>> = {
  service_point: '服务点',
  neighbourhood_room: '居委活动室',
  special_project: '特色项目',
  canteen: '食堂',
  fair_centre: '集市点',
  waste_spot: '垃圾堆放点',
}

export const accessibilityWords: Readonly<Record<Accessibility, string>> = {
  step_free: '无台阶',
  lift: '有电梯',
  accessible_toilet: '有无障碍厕所',
  wheelchair_on_loan: '可借轮椅',
  hearing_loop: '有助听设备',
}

export const languageWords: Readonly<Record<Language, string>> = {
  mandarin: '普通话',
  shanghainese: '上海话',
  sign: '手语',
  english: '英语',
}

export const providerKindWords: Readonly<Record<ProviderKind, string>> = {
  public: '公办单位',
  social_organisation: '社会组织',
  company: '公司',
}

export const resourceKindWords: Readonly<Record<'person' | 'room' | 'vehicle' | 'stall', string>> =
  { person: '人员', room: '房间', vehicle: '车辆', stall: '摊位' }

export const holidayPolicyWords: Readonly<Record<HolidayPolicy, string>> = {
  skip: '放假不办',
  keep: '放假照办',
  next_working_day: '顺延到下一个工作日',
  next_week: '顺延一周',
}

export const payWayWords: Readonly<Record<PayWay, string>> = {
  free: '不用付钱',
  wechat: '微信支付',
  counter: '到场付',
}

export const residenceRuleWords: Readonly<Record<ResidenceRule, string>> = {
  anyone: '不限住址',
  subdistrict: '住在本街道',
  hukou: '本街道户籍',
}

/** Why a date of a rule is not held any more, where no holiday and no closure says it. */
export const scheduleEndedWords = '这个排班已结束'

/** `12 元`, `12.50 元`; nothing to pay is 免费. */
export const priceWords = (fen: number): string =>
  fen === 0 ? '免费' : `${yuanOfFen(fen).replace(/\.00$/, '')} 元`

/** What comes on top of a price and goes back: `，另付押金 200 元`; nothing without a deposit. */
export const depositWords = ({ price }: { readonly price: { readonly depositFen: number } }) =>
  price.depositFen === 0 ? '' : `，另付押金 ${priceWords(price.depositFen)}`

/** The price of a service before it is known for whom: `免费`, `20 元`, `12 元起`. */
export const priceRangeWords = (fromFen: number, fullFen: number): string => {
  if (fromFen === fullFen) return priceWords(fullFen)
  return fromFen === 0 ? `${priceWords(fullFen)}，符合条件的免费` : `${priceWords(fromFen)}起`
}

/** The same of a service in a list, with what is taken and given back: `免费，押金 200 元`. */
export const servicePriceWords = ({
  fromFen,
  fullFen,
  depositFen,
}: Pick<ServiceRow, 'fromFen' | 'fullFen' | 'depositFen'>): string => {
  const deposit = depositFen === 0 ? '' : `，押金 ${priceWords(depositFen)}`
  return priceRangeWords(fromFen, fullFen) + deposit
}

/** Who pays what: `40 元；75 岁以上 25 元；照护评估 2 级以上 15 元；押金 200 元，用完退还`. */
export const pricesWords = ({
  fullFen,
  seniorFromAge,
  seniorFen,
  subsidies,
  depositFen,
}: OfferTerms['price']) =>
  [
    priceWords(fullFen),
    ...(seniorFromAge === null || seniorFen === null
      ? []
      : [`${seniorFromAge} 岁以上 ${priceWords(seniorFen)}`]),
    ...subsidies.map(({ minLevel, payFen }) => `照护评估 ${minLevel} 级以上 ${priceWords(payFen)}`),
    ...(depositFen === 0 ? [] : [`押金 ${priceWords(depositFen)}，用完退还`]),
  ].join('；')

/** `2 小时`, `30 分钟`, `3 天`. */
export const minutesWords = (minutes: number): string => {
  if (minutes >= 1440 && minutes % 1440 === 0) return `${minutes / 1440} 天`
  if (minutes >= 60 && minutes % 60 === 0) return `${minutes / 60} 小时`
  return minutes > 60 ? `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分钟` : `${minutes} 分钟`
}

/** Who may book: `60 岁以上，住在本街道`. */
export const whoWords = ({ minAge, residence, minLevel }: OfferTerms['who']): string => {
  const parts = [
    minAge === null ? null : `${minAge} 岁以上`,
    residence === 'anyone' ? null : residenceRuleWords[residence],
    minLevel === null ? null : `照护评估 ${minLevel} 级以上`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? '谁都可以约' : parts.join('，')
}

/** Why somebody may not book, and what he can do. `whom`: 您, or a relative's name. */
export const refusalWords = (
  refused: TermsRefusal,
  who: OfferTerms['who'],
  whom: string,
): string => {
  if (refused === 'age') return `这项服务给 ${who.minAge ?? 60} 岁以上的人，${whom}还约不了。`
  if (refused === 'level')
    return `这项服务要做过照护评估（${who.minLevel ?? 0} 级以上），${whom}还没有。居委可以帮忙申请。`
  const registered = who.residence === 'hukou' ? '户口在本街道' : '住在本街道'
  return `这项服务给${registered}的人，${whom}没有这样登记。登记错了可以改，也可以打电话说一声。`
}

/** `一半` says more than 50%. */
const shareWords = (percent: number): string => (percent === 50 ? '一半' : ` ${percent}%`)

/** How one gets out of it again, with the money when there is some; `isPaid`: besides a deposit. */
export const cancelWords = (
  {
    cancel,
    price,
  }: Pick<OfferTerms, 'cancel'> & { readonly price: { readonly depositFen: number } },
  isPaid: boolean,
): string => {
  const { fullRefundMinutes, lateRefundPercent, closesMinutes } = cancel
  const deposit = price.depositFen === 0 ? '' : '押金什么时候取消都退。'
  const phone = `${deposit}${
    closesMinutes === 0 ? '' : `离开始不到 ${minutesWords(closesMinutes)}时，请打电话取消。`
  }`
  if (!isPaid) return `来不了可以取消，把位置让给别人。${phone}`
  if (fullRefundMinutes === 0) return `开始前取消，钱全部退还。${phone}`
  const late =
    lateRefundPercent === 0 ? '再晚就不退了。' : `再晚退${shareWords(lateRefundPercent)}。`
  return `提前 ${minutesWords(fullRefundMinutes)}取消，钱全部退还；${late}${phone}`
}

/** How long it takes; null for kinds where the length says nothing to the person. */
export const lengthWords = (kind: OfferKind, minutes: number): string | null =>
  kind === 'meal' || kind === 'haulage' || kind === 'queue' || minutes === 0
    ? null
    : `一次 ${minutesWords(minutes)}`
