import type { ItemFields } from './item-fields.ts'

type Field = keyof ItemFields

/** What a field is called, for whoever edits it. */
export const fieldWords: Readonly<Record<Field, string>> = {
  name: '事项名称',
  basicCode: '基本编码',
  code: '实施编码',
  handleCode: '业务办理项编码',
  itemClass: '类别',
  powerType: '事项类型',
  useLevel: '行使层级',
  dept: '实施部门',
  otherDepts: '联办机构',
  basis: '设定依据',
  summary: '一句话说明',
  condition: '受理条件',
  audiences: '服务对象',
  situations: '人生事件',
  aliases: '居民说法',
  projectType: '办件类型',
  procedure: '特别程序',
  legal: '法定时限',
  promised: '承诺时限',
  limitNote: '时限说明',
  handleForms: '办理形式',
  visits: '到现场次数',
  visitReason: '到现场原因',
  onlineDepth: '网办深度',
  onlineUrl: '网办地址',
  steps: '办理流程',
  fee: '收费',
  handledAt: '办理地点',
  hours: '办理时间',
  handleArea: '通办范围',
  quantityLimit: '数量限制',
  resultType: '结果类型',
  resultName: '结果名称',
  delivery: '结果送达',
  mailsMaterials: '可寄材料',
  appointment: '预约',
  terminal: '自助机办理',
  frequent: '高频',
  queryWithoutId: '免证查询',
  consultPhone: '咨询电话',
  supervisePhone: '监督电话',
  materials: '材料',
  bundle: '一件事',
  effectiveFrom: '实施日期',
  effectiveTo: '停止日期',
}

const partWords: Readonly<Record<string, string>> = {
  days: '天数',
  unit: '单位',
  name: '名称',
  note: '说明',
  words: '说明',
  title: '名称',
  article: '条款',
  key: '编号',
  trust: '可信等级',
  source: '来源',
  form: '形式',
  originals: '原件份数',
  copies: '复印件份数',
  required: '必要',
  when: '对谁',
  codes: '事项',
  standard: '标准',
  basis: '依据',
}

const isField = (name: string): name is Field => Object.keys(fieldWords).includes(name)

/** `materials[id-card].note` → 材料 id-card 说明. */
export const pathWords = (path: string): string =>
  path
    .split(/[.[\]]/)
    .filter((part) => part !== '')
    .map((part, at) => (at === 0 && isField(part) ? fieldWords[part] : (partWords[part] ?? part)))
    .join(' ')
