import { workingDay } from '#shared/cases/case-rules.ts'
import type { CaseType } from '#shared/cases/case-type.ts'

const validFrom = '2020-01-01'
const hours = 60
const daning = '大宁路街道 2019-12-02 (C1): 咨询 1, 求助/投诉 5 working days'

const neighbourhood = {
  ownerKind: 'neighbourhood',
  ownerUnitCode: null,
  tier: 'neighbourhood',
} as const
const grid = { ownerKind: 'grid', ownerUnitCode: null, tier: 'grid' } as const
const unit = (ownerUnitCode: string) =>
  ({ ownerKind: 'unit', ownerUnitCode, tier: 'subdistrict' }) as const
const natural = (firstContactMinutes: number, resolveMinutes: number) =>
  ({ timeUnit: 'natural', firstContactMinutes, resolveMinutes }) as const
const working = (resolveDays: number) =>
  ({
    timeUnit: 'working',
    firstContactMinutes: workingDay,
    resolveMinutes: resolveDays * workingDay,
  }) as const
const always = { validFrom, validTo: null } as const

/** The types to start with; the order is the one a resident chooses from. */
export const caseTypes: readonly CaseType[] = [
  {
    ...always,
    ...grid,
    ...natural(5, 2 * hours),
    code: 'danger',
    name: '危险隐患',
    hint: '要掉下来的东西、裸露的电线、没盖的井、飞线充电',
    severity: 'red',
    needsAfterPhoto: true,
    source: 'C1.5: dispatch within 1 h where life is at risk; R3 for the response; 2 h our default',
  },
  {
    ...always,
    ...unit('housing'),
    ...natural(15, 4 * hours),
    code: 'lift',
    name: '电梯故障',
    hint: '电梯停了、异响、关不上门（有人被困请先打 119）',
    severity: 'orange',
    needsAfterPhoto: false,
    source: 'C1.5: dispatch within 2 h where daily life stops; 15 min and 4 h our default',
  },
  {
    ...always,
    ...unit('urban-management'),
    ...natural(5, 30),
    code: 'street-surface',
    name: '街面秩序',
    hint: '占道摆摊、乱停的共享单车、乱贴的小广告',
    severity: 'yellow',
    needsAfterPhoto: true,
    source: 'R3 “51530” 静安寺街道: respond 5 min, on site 15, solved or a plan 30, natural time',
  },
  {
    ...always,
    ...unit('public-works'),
    ...working(3),
    code: 'road',
    name: '道路设施',
    hint: '路面坏了、积水、井盖响、路灯不亮',
    severity: 'yellow',
    needsAfterPhoto: true,
    source: 'C3.5: local limits of 4 working hours to 5 days; 3 working days our default',
  },
  {
    ...always,
    ...neighbourhood,
    ...working(1),
    code: 'litter',
    name: '垃圾脏乱',
    hint: '垃圾没人收、垃圾桶满了、地上脏',
    severity: 'blue',
    needsAfterPhoto: true,
    source: 'C3.5 暴露垃圾: 1 working day (济源)',
  },
  {
    ...always,
    ...unit('greening'),
    ...natural(8 * hours, 36 * hours),
    code: 'bulky-waste',
    name: '大件和装修垃圾',
    hint: '旧沙发、床垫、装修垃圾没拉走',
    severity: 'blue',
    needsAfterPhoto: true,
    source: 'R10 江苏路街道: hauled away within 36 h',
  },
  {
    ...always,
    ...unit('greening'),
    ...working(5),
    code: 'greening',
    name: '绿化树木',
    hint: '树枝挡路挡光、虫害、草地被踩坏',
    severity: 'blue',
    needsAfterPhoto: true,
    source: 'C3.5 绿地养护: 5 working days',
  },
  {
    ...always,
    ...unit('housing'),
    ...working(5),
    code: 'housing',
    name: '房屋和物业',
    hint: '漏水、下水堵、楼道灯坏、违法搭建',
    severity: 'blue',
    needsAfterPhoto: false,
    source: daning,
  },
  {
    ...always,
    ...neighbourhood,
    ...working(3),
    code: 'corridor-clutter',
    name: '楼道堆物',
    hint: '楼道里堆东西、挡住消防通道',
    severity: 'yellow',
    needsAfterPhoto: true,
    source: 'R4 田林街道: matters many residents raise are closed in 3 days',
  },
  {
    ...always,
    ...neighbourhood,
    ...working(5),
    code: 'noise',
    name: '噪音扰民',
    hint: '装修声、广场舞、半夜吵、油烟',
    severity: 'blue',
    needsAfterPhoto: false,
    source: daning,
  },
  {
    ...always,
    ...unit('community-services'),
    ...working(3),
    code: 'elder-care',
    name: '为老服务',
    hint: '助餐、上门照护、家里装扶手、独居老人要关心',
    severity: 'yellow',
    needsAfterPhoto: false,
    source: 'C1: 5 working days for 求助, shortened to 3 for elders by our default',
  },
  {
    ...always,
    ...neighbourhood,
    ...working(1),
    code: 'advice',
    name: '咨询和建议',
    hint: '想问的事、想提的建议',
    severity: 'green',
    needsAfterPhoto: false,
    source: daning,
  },
]
