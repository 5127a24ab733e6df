import type { ItemList } from './guide.contract.ts'
import type { ItemFields } from './item-fields.ts'
import type {
  Audience,
  HandleForm,
  HandlePlace,
  Household,
  ItemClass,
  Situation,
} from './item-kinds.ts'

type Words<K extends string> = Readonly<Record<K, string>>

export const classWords: Words<ItemClass> = {
  elders: '养老助老',
  medical_insurance: '医疗保险',
  social_insurance: '社会保险',
  jobs: '就业创业',
  relief: '社会救助',
  household: '户口办理',
  residence: '居住证',
  birth_family: '生育和家庭',
  disability: '残疾人服务',
  housing: '住房保障',
  veterans: '退役军人',
  education: '教育入学',
  archives: '档案查询',
  union: '工会帮扶',
  passing: '身后事',
}

export const situationWords: Words<Situation> = {
  child_born: '生孩子',
  school: '孩子上学',
  first_job: '找工作、开店',
  out_of_work: '没了工作',
  come_to_city: '刚来上海',
  marriage: '结婚成家',
  home: '租房买房',
  falls_ill: '看病就医',
  retires: '退休',
  grows_old: '老了享福利',
  needs_care: '要人照护',
  hard_times: '生活困难',
  disabled: '身有残疾',
  card_lost: '证件丢了',
  somebody_died: '亲人过世',
}

export const audienceWords: Words<Audience> = {
  elder: '老人',
  family: '照顾老人的家人',
  parent: '有孩子的人',
  worker: '上班的人',
  jobless: '没工作的人',
  newcomer: '外地来沪的人',
  disabled: '残疾人',
  low_income: '困难家庭',
  veteran: '退役军人',
  anyone: '所有人',
}

export const listWords: Words<ItemList> = {
  frequent: '大家常办',
  without_id: '不用带证就能查',
  terminal: '自助机能办',
  city_wide: '全市都能办',
}

export const formWords: Words<HandleForm> = {
  counter: '到窗口办',
  online: '网上办',
  mail: '寄材料办',
  terminal: '自助机办',
  home: '上门办',
  phone: '打电话办',
}

export const placeWords: Words<HandlePlace> = {
  hall: '社区事务受理服务中心',
  self_service: '自助办理点',
  neighbourhood: '居委会',
}

export const householdWords: Words<Household> = {
  here: '本街道户口',
  city: '上海其他户口',
  elsewhere: '外地户口',
}

export const areaWords: Words<ItemFields['handleArea']> = {
  subdistrict: '到本街道办',
  district: '全区都能办',
  city: '全市都能办',
  delta: '长三角都能办',
}

export const deliveryWords: Words<ItemFields['delivery'][number]> = {
  pickup: '自己来取',
  mail: '寄到家',
  electronic: '手机上看',
  account: '打到卡里',
}

export const formOfMaterialWords: Words<ItemFields['materials'][number]['form']> = {
  original: '原件',
  copy: '复印件',
  both: '原件和复印件',
  electronic: '电子的就行',
}

/** `原件 1 份，复印件 2 份`; nothing to bring for what is electronic. */
export const copiesWords = ({
  form,
  originals,
  copies,
}: Pick<ItemFields['materials'][number], 'form' | 'originals' | 'copies'>): string => {
  if (form === 'electronic') return '不用带，系统里能查到'
  return [
    ...(originals > 0 ? [`原件 ${originals} 份`] : []),
    ...(copies > 0 ? [`复印件 ${copies} 份`] : []),
  ].join('，')
}

/** `当场办好`, `最多 15 个工作日，我们争取 7 个工作日`. */
export const limitWords = ({
  projectType,
  legal,
  promised,
}: Pick<ItemFields, 'projectType' | 'legal' | 'promised'>): string => {
  const unit = { working_day: '个工作日', day: '天' }
  if (projectType === 'immediate') return '当场办好'
  const ours = `${promised.days} ${unit[promised.unit]}办好`
  const same = legal.days === promised.days && legal.unit === promised.unit
  return same ? ours : `${ours}（规定最长 ${legal.days} ${unit[legal.unit]}）`
}

/** `一次都不用跑`, `跑一次` . */
export const visitsWords = (visits: number): string =>
  visits === 0 ? '一次都不用跑' : visits === 1 ? '跑一次' : `要跑 ${visits} 次`

/** `不收费`, `收费：工本费，每本 4 元`. */
export const feeWords = ({ fee }: Pick<ItemFields, 'fee'>): string =>
  fee === null ? '不收费' : `收费：${fee.name}，${fee.standard}`

export const demonstrationWords = '这是演示数据，不是真的规定。真要办事，请打 12345 问清楚。'
