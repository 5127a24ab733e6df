import type { Relation, RelationshipBasis, Residence } from './relations.ts'
import { codeMinutes } from './relations.ts'

/** What the relative is to the person served. */
export const relationWords: Readonly<Record<Relation, string>> = {
  child: '子女',
  spouse: '老伴',
  grandchild: '孙辈',
  parent: '父母',
  sibling: '兄弟姐妹',
  neighbour: '邻居',
  guardian: '监护人',
  volunteer: '志愿者',
  other: '亲友',
}

/** What the person served is to the one who books: the same relation from the other end. */
export const servedWords: Readonly<Record<Relation, string>> = {
  child: '爸妈',
  spouse: '老伴',
  grandchild: '祖辈',
  parent: '孩子',
  sibling: '兄弟姐妹',
  neighbour: '邻居',
  guardian: '被监护人',
  volunteer: '结对老人',
  other: '亲友',
}

export const basisWords: Readonly<Record<RelationshipBasis, string>> = {
  code: '本人用手机同意',
  counter: '在窗口签字同意',
  guardian: '监护人，窗口已核对',
  declared: '还没核对，请到窗口核对一次',
}

export const residenceWords: Readonly<Record<Residence, string>> = {
  hukou: '户口在本街道',
  lives_here: '住在本街道，户口不在',
  elsewhere: '不住在本街道',
}

/** 老年照护统一需求评估 levels, as the certificate says them. */
export const assessedLevelWords = (level: number): string =>
  level === 0 ? '评估为正常' : `评估等级 ${level} 级`

/** 妈妈… has no gender here: 沈秀珍（爸妈，93岁）. */
export const servedLabel = (name: string, relation: Relation, age: number | null): string =>
  `${name}（${servedWords[relation]}${age === null ? '' : `，${age}岁`}）`

/**
 * What one agrees to before a code is shown (PIPL art. 14, 17, 21): who, what, how long, and how to
 * end it. `relationshipTextVersion` names this text; change both together.
 */
export const consentText = {
  title: '让家人替我预约',
  points: [
    '家人输入您的代办码以后，可以替您预约、改时间和取消服务。',
    '家人能看到您的姓名、年龄和他替您约的服务，看不到您的手机号和身份证号。',
    '有新消息时，您和家人都会收到。',
    '您随时可以收回，一点就停，马上有效。',
  ],
  warning: `代办码只给信得过的家人，${codeMinutes} 分钟内有效，用一次就作废。社区不会打电话来要这个码。`,
  agree: '我同意，显示代办码',
} as const

/** What a relative says who registers somebody without a phone. */
export const declarationText = {
  title: '替没有手机的家人登记',
  points: [
    '他自己没有手机，也没有用过邻里；他知道并且同意我替他预约。',
    '我填的姓名、生日和住址是真的。',
    '第一次去服务点时，带上他的身份证核对一次。',
  ],
  agree: '我保证以上属实',
} as const

/** What the paper at the counter says, for the one who reads it aloud. */
export const counterConsentText = {
  points: [
    '您同意让这位家人替您预约、改时间和取消服务。',
    '家人能看到您的姓名、年龄和他替您约的服务。',
    '您随时可以到窗口或打电话收回，马上有效。',
  ],
} as const

/** `1951年2月8日` of `1951-02-08`. */
export const dayInWords = (day: string): string => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** `3 8 6，1 4 2`: as one reads a code to somebody. */
export const relationCodeAloud = (code: string): string =>
  `${[...code.slice(0, 3)].join(' ')}，${[...code.slice(3)].join(' ')}`

/** `10 分钟`, `9 分 30 秒`, `45 秒`. */
export const secondsInWords = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60)
  if (minutes === 0) return `${seconds} 秒`
  return seconds % 60 === 0 ? `${minutes} 分钟` : `${minutes} 分 ${seconds % 60} 秒`
}

/** What tells one from another of the same name: `93岁 · 合兴一村 · 没有手机`. */
export const foundPersonNote = (person: {
  readonly age: number | null
  readonly homeName: string | null
  readonly phoneMasked: string | null
}): string =>
  [
    person.age === null ? '' : `${person.age}岁`,
    person.homeName ?? '',
    person.phoneMasked ?? '没有手机',
  ]
    .filter((part) => part !== '')
    .join(' · ')

/** Why a clerk cannot register somebody again: `这个手机号已经登记给 沈**…`. */
export const personOnFileWords = (by: 'phone' | 'id_number', name: string): string =>
  `这个${by === 'phone' ? '手机号' : '身份证号'}已经登记给 ${name}，请核对；是同一个人就按姓名和手机号找。`
