import type { ItemRule } from './item-rules.ts'

/** What an editor is told about a broken rule. */
export const ruleWords: Readonly<Record<ItemRule, string>> = {
  promise_is_promised: '写了承诺时限，办件类型要选“承诺件”',
  promise_is_checked_first: '承诺件要选“前审后批”',
  visits_have_reason: '要到现场，请写清楚为什么要来',
  no_visit_no_reason: '不用到现场，现场原因请写“无”',
  remote_takes_mail: '不用到现场又不能网上办，要能寄材料办或打电话办',
  depth_four_no_visit: '全程网办（Ⅳ级）的，到现场次数是 0',
  fee_complete: '收费的要写全：项目名称、标准、依据',
  fee_says_online: '收费的要写明能不能网上付',
  result_fits_name: '结果名称和结果类型对不上（…证是证照，…书、…单是文书）',
  basic_code_shape: '基本编码是 12 位数字或大写字母',
  promise_within_legal: '承诺时限不能比法定时限长',
  legal_known: '承诺件要写法定时限',
  immediate_is_now: '承诺件要写承诺时限；当场办好的请选“即办件”',
  basis_given: '缺设定依据',
  dept_given: '缺实施部门',
  summary_given: '缺一句话说明',
  condition_given: '缺受理条件',
  steps_given: '缺办理流程',
  forms_given: '缺办理形式',
  forms_once: '同一项选了两次',
  depth_is_form: '网办深度Ⅲ级以上和“网上办”要一致',
  online_has_url: '网上办的要写网址',
  terminal_is_form: '自助机能办什么，要和“自助机办”一致',
  terminal_has_place: '自助机能办的，办理地点要有自助办理点',
  counter_has_place: '窗口办的，办理地点要有服务中心或居委会',
  hours_given: '缺办理时间',
  result_named: '有结果的要写名称，没有结果的名称留空',
  mail_result_possible: '有结果的要写怎么拿到',
  audience_given: '缺服务对象',
  situation_given: '缺人生事件，居民就找不到',
  alias_given: '缺居民的说法，居民就搜不到',
  phone_given: '缺咨询电话',
  material_once: '同一份材料写了两次',
  material_counted: '材料的形式和份数对不上',
  material_declared: '可信等级 D 是自己声明的，来源要选“申请人”',
  material_of_issuer: '可信等级 A 是发证机关给的，来源不能选“申请人”',
  material_note: '不是自己手里的材料，要写清楚到哪里拿',
  when_in_words: '只对一部分人要的材料，要用一句话写清楚对谁',
  when_ages: '年龄从大到小写反了',
  appointment_places: '能预约的要写每天几个号，并且在服务中心办',
  bundle_of_others: '一件事里要有别的事项，不能只有自己',
  dates_in_order: '停止的日期要在开始之后',
}

/** `第 3 样材料`; nothing for the item as a whole. */
export const findingPlaceWords = (at: string): string => {
  const entry = /\[(\d+)\]/.exec(at)
  return entry && at.startsWith('materials') ? `第 ${Number(entry[1]) + 1} 样材料` : ''
}
