import type { ItemFields } from '#shared/guide/item-fields.ts'
import type { ItemClass } from '#shared/guide/item-kinds.ts'
import { itemClasses } from '#shared/guide/item-kinds.ts'
import { writtenClasses } from './items.ts'
import { materialOf } from './papers.ts'
import type { WrittenClass, WrittenItem } from './written-item.ts'

const hours = '周一至周五 8:30–11:30、13:00–16:30，周六上午办常办的事'
const from = '2026-01-01'

/** Twelve figures that begin with 99, which no real catalogue does. */
export const demoBasicCode = (itemClass: ItemClass, no: number): string =>
  `99${String(itemClasses.indexOf(itemClass) + 1).padStart(2, '0')}${String(no).padStart(8, '0')}`
const codeOf = (basicCode: string): string => `${basicCode}YS`

/** Codes of the written items by slug. */
export const demoItemCodes: ReadonlyMap<string, string> = new Map(
  writtenClasses.flatMap(({ itemClass, items }) =>
    items.map(({ slug }, at): [string, string] => [slug, codeOf(demoBasicCode(itemClass, at + 1))]),
  ),
)

export const demoItemCode = (slug: string): string => {
  const code = demoItemCodes.get(slug)
  if (code === undefined) throw new Error(`no demo item ${slug}`)
  return code
}

const stepsOf = ({ steps, bring, days }: WrittenItem): ItemFields['steps'] => {
  if (steps) return steps.map(([name, words]) => ({ name, words }))
  if (bring.length === 0) return [{ name: '查询', words: '说清楚要查什么，当场就有' }]
  return [
    { name: '申请', words: '把材料交给窗口，或者在手机上拍照上传' },
    { name: '核对', words: '工作人员一样一样看过，缺什么一次说清' },
    { name: days ? '办结' : '当场办好', words: days ? '办好了通知您' : '不用再跑第二次' },
  ]
}

const fieldsOf = (
  { itemClass, dept, phone }: Pick<WrittenClass, 'itemClass' | 'dept' | 'phone'>,
  item: WrittenItem,
  no: number,
): ItemFields => {
  const { days, result, online = 0, at = ['hall'], bring } = item
  const [legal, promised] = days ?? [0, 0]
  const visits = online === 4 ? 0 : 1
  const basicCode = demoBasicCode(itemClass, no)
  const isProxied = item.noProxy === undefined && bring.length > 0
  const [resultType, resultName] = result
  const [bundleName, ...bundled] = item.bundle ?? ['']
  return {
    name: item.name,
    basicCode,
    code: codeOf(basicCode),
    handleCode: null,
    itemClass,
    powerType: resultType === 'benefit' ? 'payment' : 'public_service',
    useLevel: item.area === 'subdistrict' ? 'subdistrict' : 'district',
    dept,
    otherDepts: [],
    basis: [{ title: item.basis, article: '' }],
    summary: item.say,
    condition: item.condition,
    audiences: [...item.who],
    situations: [...item.life],
    aliases: item.also.split(' '),
    projectType: days ? 'promised' : 'immediate',
    procedure: days ? 'check_then_approve' : 'straight',
    legal: { days: legal, unit: 'working_day' },
    promised: { days: promised, unit: 'working_day' },
    limitNote: '',
    handleForms: [
      ...(at.some((place) => place !== 'self_service') ? (['counter'] as const) : []),
      ...(online > 2 ? (['online'] as const) : []),
      ...(item.terminal === undefined ? [] : (['terminal'] as const)),
      ...(item.home ? (['home'] as const) : []),
      ...(item.phone ? (['phone'] as const) : []),
    ],
    visits,
    visitReason: visits === 0 ? '无' : '核对原件，当面签字',
    onlineDepth: online,
    onlineUrl: online > 2 ? `https://guide.example/items/${basicCode}` : null,
    steps: stepsOf(item),
    fee: item.fee ?? null,
    handledAt: [...at],
    hours,
    handleArea: item.area ?? 'city',
    quantityLimit: null,
    resultType,
    resultName,
    delivery:
      resultType === 'none'
        ? []
        : [
            ...(item.delivery ??
              (resultType === 'benefit' ? ['account' as const] : ['pickup' as const])),
          ],
    mailsMaterials: false,
    appointment: null,
    terminal: item.terminal ?? null,
    frequent: item.frequent ?? false,
    queryWithoutId: item.withoutId ?? false,
    consultPhone: phone,
    supervisePhone: '12345',
    materials: [
      ...bring.map(materialOf),
      ...(isProxied ? [materialOf('proxy-letter@proxy'), materialOf('proxy-id-card@proxy')] : []),
    ],
    bundle: item.bundle ? { name: bundleName, codes: bundled.map(demoItemCode) } : null,
    effectiveFrom: from,
    effectiveTo: null,
  }
}

/** The items that were written with care. */
export const writtenItems = (): ItemFields[] =>
  writtenClasses.flatMap((written) =>
    written.items.map((item, at) => fieldsOf(written, item, at + 1)),
  )

const things: Readonly<Record<ItemClass, string>> = {
  elders:
    '养老顾问服务 助浴服务点 老年活动室 为老志愿时间 长者照护之家 喘息服务 银发讲堂 老年维权窗口',
  medical_insurance:
    '定点零售药店 医保电子凭证 家庭病床医保 门诊特殊药品 医保缴费基数 互助帮困计划',
  social_insurance: '工伤保险待遇 供养亲属资格 企业年金信息 退役士兵保险 缴费凭据 视同缴费年限',
  jobs: '见习基地 创业孵化场地 公益性岗位 用工备案 技能人才档案 家政上门证',
  relief: '支出型贫困家庭 因病支出核对 慈善超市帮困卡 流动人员求助 实物帮困 价格补贴',
  household: '集体户口 门牌号码 姓名变更资料 出生日期更正 边境通行资料 户口性质',
  residence: '人才居住证 随员信息 居住证电子证照 境外人员住宿 居住地址 港澳台居民居住证',
  birth_family: '婚前健康检查 流动人口计生证明 家庭发展服务 托育机构信息 生殖健康服务 计生药具',
  disability: '无障碍改造 残疾人驾车补贴 残疾人文体活动 重残寄养 盲人书籍 康复训练',
  housing: '直管公房租赁 房屋维修资金 旧住房修缮 业主大会备案 物业服务信息 非居住用房',
  veterans: '光荣牌 立功奖励 随军家属 烈士墓祭扫 退役士兵安置 军人子女资料',
  education: '学历证书信息 学生卡 社区学校课程 校外培训机构 终身学习账户 帮困助学信息',
  archives: '婚姻登记档案 学籍档案 房产档案 劳模档案 土地档案 公证档案',
  union: '职工书屋 劳模疗休养 工会会员卡 法律援助 职工体检 困难职工档案',
  passing: '骨灰寄存 殡葬服务信息 遗体接运 公墓信息 遗赠公证资料 祭扫预约',
}
const acts = ['登记', '变更', '注销', '备案', '证明开具', '信息更正', '资格复核', '补正材料']

/**
 * Items that only make the guide as large as a real one; `from` counts on from those made before.
 * @returns exactly `count`, always the same ones
 */
export const generatedItems = (count: number, startAt = 0): ItemFields[] =>
  Array.from({ length: count }, (_, at) => {
    const no = startAt + at
    const itemClass = itemClasses[no % itemClasses.length] ?? 'elders'
    const words = things[itemClass].split(' ')
    const round = Math.floor(no / itemClasses.length)
    const thing = words[round % words.length] ?? ''
    const act = acts[Math.floor(round / words.length) % acts.length] ?? ''
    const series = Math.floor(round / words.length / acts.length)
    const name = `${thing}${act}${series === 0 ? '' : `（${series + 1}类）`}`
    const { dept, phone } = writtenClasses.find((one) => one.itemClass === itemClass) ?? {
      dept: '街道办事处',
      phone: '021-55500010',
    }
    // So many that the figures are those of 江苏路 (G1): 188 city-wide, 101 at terminals.
    const isAtTerminal = no % 9 < 2 || (no > 1 && no < 5)
    return fieldsOf(
      { itemClass, dept, phone },
      {
        slug: `generated-${no}`,
        name,
        say: `办理${thing}的${act}。（演示数据）`,
        also: `${thing} ${act}`,
        life: ['home'],
        who: ['anyone'],
        condition: '符合规定的居民。',
        bring: ['id-card', 'application-form'],
        basis: '社区事务受理服务的规定（演示）',
        ...(no % 3 === 0 ? { days: [20, 10] as const } : {}),
        result: ['none', ''],
        online: no % 4 === 0 ? 4 : 1,
        area: no % 5 < 2 && no > 5 ? 'city' : 'subdistrict',
        ...(isAtTerminal
          ? { terminal: '登记、查询', at: ['hall', 'self_service'] as const }
          : { at: ['hall'] as const }),
      },
      1000 + no,
    )
  })

/** With the written ones this makes as many items as a real subdistrict has: 372. */
export const generatedInDemo = 274
