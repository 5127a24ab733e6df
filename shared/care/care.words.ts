import type { CareCircleNoticeKind } from '../notices/notices.contract.ts'
import { metricClassWords } from '../readings/readings.words.ts'
import { shanghaiOffsetMinutes } from '../time/shanghai.ts'
import type {
  CareConsentBasis,
  CarePurpose,
  CareStatusKind,
  LookKind,
  LookScope,
  PauseReason,
} from './care-rules.ts'
import { glassMinutes, inviteHours } from './care-rules.ts'
import type { CareYes } from './care-shapes.ts'

/** One word about somebody, when the rules have nothing more to say. */
export const careStatusWords: Readonly<Record<CareStatusKind, string>> = {
  well: '都好',
  look: '有一项要留意',
  alert: '有提醒，请看',
  paused: '已暂停',
  no_signal: '没测到，可能没戴好',
  device_offline: '设备没有连上',
  no_consent: '没有同意给您看',
  quiet: '还没有数据',
}

/** Of somebody whose alerts one is told, and whose readings one may not see. */
export const noAlertsWords = '没有新提醒'

export const carePurposeWords: Readonly<Record<CarePurpose, string>> = {
  view: '看',
  alerts: '有情况时通知',
}

export const careBasisWords: Readonly<Record<CareConsentBasis, string>> = {
  self: '本人同意',
  guardian: '监护人同意，工作人员已核对',
  on_paper: '本人签字同意，工作人员登记',
}

export const pauseReasonWords: Readonly<Record<PauseReason, string>> = {
  out: '外出',
  hospital: '住院',
  device: '设备取下',
  other: '其他',
}

export const lookKindWords: Readonly<Record<LookKind, string>> = {
  self: '本人',
  follower: '家人',
  care_staff: '照护人员',
  break_glass: '紧急查看',
}

export const lookScopeWords: Readonly<Record<LookScope, string>> = {
  live: '实时数据',
  chart: '曲线图',
  sleep: '睡眠',
  activity: '家里的动静',
  wall: '总览',
  summary: '小结',
  alerts: '提醒',
  export: '导出的数据',
}

/** `让家人看睡眠`, `心率、血压这些有情况时通知家人`: one tick each, none ticked beforehand. */
export const careYesWords = ({ metricClass, purpose }: CareYes): string => {
  const { name } = metricClassWords[metricClass]
  return purpose === 'view' ? `让家人看${name}` : `${name}有情况时通知家人`
}

/** What is read before a yes (PIPL art. 14, 17, 29, 30). Its version stands in care-rules. */
export const careConsentText = {
  title: '让家人关注我',
  /** All that a text message says of it. */
  short: '关注',
  points: [
    '下面每一项单独同意；不勾的，家人就看不到。',
    '家人看到的是设备测到的数，不是医生的诊断。',
    '谁在什么时候看过，您都能查到。',
    '不同意，不影响您用邻里的其他服务。',
    '随时可以收回，一点就停，马上有效。',
  ],
  warning: `关注码只给信得过的家人，${inviteHours} 小时内有效，用一次就作废；家人输入后，还要您点“同意”。`,
  agree: '我同意勾选的这几项',
} as const

/** What the paper says by which somebody is measured at all. */
export const measuringConsentText = {
  title: '同意测量',
  points: [
    '设备会记下您同意的项目：心率血压、睡眠、家里的动静，每一项单独同意。',
    '用来在您不舒服时早点知道；您的照护人员和您同意的家人能看到。',
    '测量的数据属于敏感个人信息，只存在境内，用途之外不会给别人。',
    '不同意，不影响您住在这里，也不影响您用其他服务。',
    '随时可以说停；停了就不再记录，也可以要求删除已有的数据。',
  ],
} as const

export const glassWords = {
  title: '紧急查看',
  warning: `您不是这位老人的照护人员。写明原因后可以查看 ${glassMinutes} 分钟，会马上通知家人和照护人员，并记录在案。`,
} as const

export const deletionWords = {
  title: '删除我的测量数据',
  points: [
    '删除后不能恢复，家人和照护人员也看不到了。',
    '照护记录（什么时候有过提醒、谁来看过）按规定保留五年。',
  ],
} as const

/** What is told about who may see whom; `care_follow_asked` is told to the elder himself. */
export const circleNoticeBody = (kind: CareCircleNoticeKind, elderName: string): string =>
  ({
    care_follow_asked: '有人输入了您的关注码，请看看是不是家人，再点同意或不同意。',
    care_follow_asked_staff: `有人想关注${elderName}，请和老人核对后登记。`,
    care_follow_agreed: `您可以关注${elderName}了，点开看看。`,
    care_follow_refused: `${elderName}那边没有同意，有疑问请直接问老人。`,
    care_glass_broken: `值班人员在紧急查看${elderName}的数据，原因已记录在案，有疑问请打街道电话。`,
    care_glass_broken_staff: `值班人员在紧急查看${elderName}的数据，请马上看看老人。`,
  })[kind]

/** `3861 4207`: as one reads a code to somebody. */
export const inviteCodeAloud = (code: string): string =>
  `${[...code.slice(0, 4)].join(' ')}，${[...code.slice(4)].join(' ')}`

/** `沈**`: what a big screen may say. */
export const maskedName = (name: string): string => `${[...name][0] ?? ''}**`

/** `外出，到 12月6日 18:00` */
export const pausedWords = (reason: string, untilAt: Date): string => {
  const local = new Date(untilAt.getTime() + shanghaiOffsetMinutes * 60_000)
  const [hour, minute] = [local.getUTCHours(), local.getUTCMinutes()]
  const time = `${hour}:${String(minute).padStart(2, '0')}`
  return `${reason}，到${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${time}`
}

/** `合兴二居委，住在家里的老人` */
export const atHomeName = (committee: string): string => `${committee}，住在家里的老人`

export const exportHeads = ['测量时间', '项目', '数值', '单位', '质量', '设备', '收到时间'] as const
