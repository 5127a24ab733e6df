import type {
  Accessibility,
  HolidayPolicy,
  Language,
  Need,
  OfferKind,
  ProviderKind,
  SiteKind,
} from './offer-kinds.ts'
import type { PayWay, ResidenceRule, TermsRefusal } from './offer-terms.ts'

/** As the service home says them: what one needs, never which department answers. */
export const needWords: Readonly<Record<Need, string>> = {
  eating: '吃饭',
  body: '身体',
  home: '家里',
  outing: '出门',
  company: '有人陪',
  rights: '办事维权',
  fair: '便民集市',
  waste: '装修大件清运',
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
  free: '免费',
  wechat: '微信付款',
  counter: '到现场付款',
}

export const residenceRuleWords: Readonly<Record<ResidenceRule, string>> = {
  anyone: '不限住址',
  subdistrict: '住在本街道',
  hukou: '本街道户籍',
}

/** Why the terms refuse somebody, in words for him. */
export const termsRefusalWords: Readonly<Record<TermsRefusal, string>> = {
  age: '这项服务有年龄要求',
  residence: '这项服务只面向本街道的居民',
  level: '这项服务需要先做照护等级评估',
}

/** Why a date of a rule is not held any more, where no holiday and no closure says it. */
export const scheduleEndedWords = '这个排班已结束'

/** `免费`, `15元`, `12.5元`, from fen. */
export const priceWords = (fen: number): string => (fen === 0 ? '免费' : `${fen / 100}元`)
