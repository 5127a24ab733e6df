import type { Material, When } from '#shared/guide/item-fields.ts'
import { always } from '#shared/guide/item-fields.ts'

type Paper = Pick<Material, 'name' | 'trust' | 'source' | 'form' | 'originals' | 'copies' | 'note'>

const own = (name: string, note = '', form: 'original' | 'copy' | 'both' = 'original'): Paper => ({
  name,
  trust: 'C',
  source: 'own',
  form,
  originals: form === 'copy' ? 0 : 1,
  copies: form === 'original' ? 0 : 1,
  note,
})
const issued = (name: string, note: string): Paper => ({
  ...own(name, note),
  trust: 'A',
  source: 'other_body',
})
const known = (name: string, note: string): Paper => ({
  ...{ name, trust: 'A', source: 'government', form: 'electronic', originals: 0, copies: 0, note },
})
const here = (name: string, note: string): Paper => ({ ...own(name, note), trust: 'D' })

/** Papers by key: the same paper has the same key in every item. */
export const papers = {
  'id-card': own('本人身份证', '看看有没有过期；手机里的电子身份证也行'),
  'household-book': own('户口簿', '带首页和本人那一页'),
  'residence-permit': own('上海市居住证', '看看有没有续签'),
  'photo-1inch': own('一寸证件照', '最近半年拍的，正面，不戴帽子'),
  'bank-card': own('本人的银行卡', '写清楚开户的银行'),
  'proxy-letter': here('委托书', '要办事的本人签名；窗口有空白的，也可以在家写好'),
  'proxy-id-card': own('代办人身份证', '谁来办就带谁的'),
  'kinship-proof': issued('亲属关系证明', '户口簿上看得出就不用另外开'),
  'application-form': here('申请表', '窗口现场填，不会写字的工作人员帮着填'),
  'old-card': own('旧卡', '丢了就不用带'),
  'marriage-certificate': own('结婚证'),
  'birth-certificate': issued('出生医学证明', '孩子出生的医院开的'),
  'death-certificate': issued('死亡医学证明', '医院或社区卫生服务中心开的'),
  'cremation-certificate': issued('火化证明', '殡仪馆开的'),
  'property-certificate': own('房产证', '租的房子带租赁合同'),
  'lease-record': issued('租赁合同登记备案证明', '房东和您一起到事务中心办'),
  'employment-record': known('就业登记信息', '系统里能查到'),
  'social-insurance-record': known('社保缴费记录', '系统里能查到'),
  'income-proof': issued('收入证明', '单位开的；没有工作的写一份声明'),
  'income-declaration': here('家庭经济状况声明和授权书', '一家人都要签名'),
  'diagnosis-proof': issued('诊断证明或出院小结', '医院盖章的'),
  'medical-invoices': issued('医药费发票和费用清单', '收据原件，医院盖章'),
  'medical-record-book': own('医保就医记录册', '写完的旧册也带来'),
  'care-assessment': issued('老年照护统一需求评估结果', '还没评估的先办评估'),
  'disability-card': own('残疾人证', '第三代智能卡的也行'),
  'veteran-certificate': own('退役军人优待证或退役证件'),
  'unemployment-proof': issued('解除劳动合同证明', '原单位开的退工单也行'),
  'labour-contract': own('劳动合同', '', 'both'),
  'business-licence': own('营业执照', '', 'copy'),
  'vaccination-book': own('预防接种证'),
  'student-certificate': issued('在读证明', '学校开的'),
  'family-support': here('家庭情况说明', '家里几个人、谁照顾，写清楚就行'),
  'title-retirement': known('退休审批信息', '系统里能查到'),
  'archive-slip': issued('调档函', '要档案的单位开的'),
  'alive-check': here('本人到场或视频', '走不动的可以上门，也可以在手机上认证'),
  'move-permit': issued('准予迁入证明', '派出所开的'),
} as const satisfies Readonly<Record<string, Paper>>

export type PaperKey = keyof typeof papers
type Condition = 'elsewhere' | 'here' | 'proxy' | 'under16' | '80up'
/** `id-card`, `old-card?` (optional), `residence-permit@elsewhere`. */
export type PaperNote = PaperKey | `${PaperKey}?` | `${PaperKey}@${Condition}`

const conditions: Readonly<Record<Condition, When>> = {
  elsewhere: { ...always, household: ['elsewhere'], words: '户口在外地的才要' },
  here: { ...always, household: ['here', 'city'], words: '上海户口的才要' },
  proxy: { ...always, proxy: true, words: '别人代办才要' },
  under16: { ...always, ageTo: 15, words: '不满 16 岁的才要' },
  '80up': { ...always, ageFrom: 80, words: '80 岁以上的才要' },
}

const isPaper = (key: string): key is PaperKey => Object.hasOwn(papers, key)
const isCondition = (key: string): key is Condition => Object.hasOwn(conditions, key)

/** The material that a note stands for. */
export const materialOf = (note: PaperNote): Material => {
  const [, key = '', optional = '', condition = ''] =
    /^([a-z0-9-]+)(\?)?(?:@(\w+))?$/.exec(note) ?? []
  if (!isPaper(key)) throw new Error(`no paper ${note}`)
  return {
    key,
    ...papers[key],
    required: optional === '',
    when: isCondition(condition) ? conditions[condition] : always,
  }
}
