import type {
  Answer,
  CaseAction,
  CaseSource,
  CaseStatus,
  ClockKind,
  CloseOutcome,
  ContactChannel,
  ContactResult,
  PhotoStage,
  ReviewReason,
  Severity,
  TextCheck,
} from './case-status.ts'
import type { deskQueues } from './cases.contract.ts'

export const statusWords: Readonly<Record<CaseStatus, string>> = {
  review: '正在安排',
  assigned: '已派单',
  accepted: '处理中',
  on_site: '已到现场',
  closed: '已办结',
  withdrawn: '已撤回',
}

/** Colour never stands alone: its meaning is always said with it. */
export const severityWords: Readonly<Record<Severity, { colour: string; meaning: string }>> = {
  red: { colour: '红色', meaning: '特别紧急' },
  orange: { colour: '橙色', meaning: '紧急' },
  yellow: { colour: '黄色', meaning: '较急' },
  blue: { colour: '蓝色', meaning: '一般' },
  green: { colour: '绿色', meaning: '不急' },
}

export const clockWords: Readonly<Record<ClockKind, string>> = {
  first_contact: '先联系您',
  resolve: '办结',
}
export const staffClockWords: Readonly<Record<ClockKind, string>> = {
  first_contact: '先行联系',
  resolve: '办结',
}

export const sourceWords: Readonly<Record<CaseSource, string>> = {
  resident: '居民上报',
  staff_patrol: '巡查发现',
  hotline_12345: '12345 热线',
  police_110: '110 转来',
  sensor: '设备报警',
  care_alert: '关爱提醒',
  city_platform: '市平台',
}

export const reviewReasonWords: Readonly<Record<ReviewReason, string>> = {
  no_type: '没有问题类型',
  type_unsure: '问题类型拿不准',
  no_place: '没有说清地点',
  two_neighbourhoods_claim: '两个居委都管这个地址',
  place_outside: '地点不在任何居委范围内',
  no_unit: '没有找到负责的单位',
  given_back: '处置单位退回',
  text_risky: '内容需要人工核看',
}

export const channelWords: Readonly<Record<ContactChannel, string>> = {
  phone: '打电话',
  visit: '上门',
  message: '发消息',
}
export const contactResultWords: Readonly<Record<ContactResult, string>> = {
  reached: '联系上了',
  no_answer: '没人接',
  wrong_number: '号码不对',
  refused: '对方不愿多说',
}

export const outcomeWords: Readonly<Record<CloseOutcome, string>> = {
  solved: '已解决',
  explained: '已说明情况',
  not_solvable: '暂时解决不了',
}

export const photoStageWords: Readonly<Record<PhotoStage, string>> = {
  report: '上报时',
  before: '处理前',
  after: '处理后',
}

/** 国办发〔2019〕51号: five grades; 1 and 2 are bad reviews (差评) and need a reason. */
export const gradeWords = ['非常不满意', '不满意', '基本满意', '满意', '非常满意'] as const
export const gradeInWords = (grade: number): string => gradeWords[grade - 1] ?? ''
export const worstGoodGrade = 3

export const ratingQuestions = {
  contacted: '有人联系过您吗？',
  solved: '问题解决了吗？',
  grade: '您满意吗？',
} as const
export const answerWords: Readonly<Record<Answer, string>> = { yes: '是', no: '否' }
export const contactedAnswerWords: Readonly<Record<Answer, string>> = { yes: '有', no: '没有' }
export const solvedAnswerWords: Readonly<Record<Answer, string>> = { yes: '解决了', no: '没解决' }

export const textCheckWords: Readonly<Record<TextCheck, string>> = {
  pending: '等待内容检查',
  passed: '内容检查通过',
  review: '内容建议人工核看',
  risky: '内容有风险',
}

export const actionWords: Readonly<Record<CaseAction, string>> = {
  accept: '接单',
  contact: '联系反映人',
  arrive: '到现场了',
  progress: '回复进展',
  note: '写内部备注',
  close: '办结',
  dispatch: '派单',
  give_back: '退单',
  reveal_phone: '查看电话',
  supplement: '补充情况',
  withdraw: '撤回',
  rate: '评价',
}

export const queueWords: Readonly<Record<(typeof deskQueues)[number], string>> = {
  mine: '我的',
  unit: '本单位',
  review: '待安排',
  overdue: '已超时',
  all: '全部',
}

export const emergencyWords = {
  question: '有人受伤或正在发生危险？',
  numbers: [
    { number: '110', name: '公安' },
    { number: '119', name: '消防' },
    { number: '120', name: '急救' },
  ],
} as const

/** What stands for a text that WeChat's check found risky, until the duty desk has read it. */
export const hiddenText = '（内容正在人工核看）'
export const reporterLabel = '反映人'
export const systemLabel = '系统'
export const noPlaceLabel = '地点待核实'

/** Who looks after a type where no single unit does. */
export const ownerWords = {
  neighbourhood: '所在居委',
  grid: '所在网格',
  unit: '值班台安排',
} as const
