/** Words that speak for a type, with how loudly; 5 alone decides, 1 only leans. */
const keywords: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  danger: {
    坠落: 5,
    高空抛物: 5,
    漏电: 5,
    煤气味: 5,
    燃气味: 5,
    燃气泄漏: 5,
    煤气泄漏: 5,
    要倒: 4,
    快倒: 4,
    倾斜: 3,
    电线: 2,
    掉下来: 4,
    墙皮脱落: 5,
    脱落: 2,
    裸露: 2,
    危险: 2,
    触电: 5,
    塌: 3,
    隐患: 2,
    飞线: 4,
    充电: 2,
    井盖没: 5,
    没有井盖: 5,
    井盖缺: 5,
    井盖不见: 5,
  },
  lift: { 电梯: 5, 困梯: 6, 轿厢: 4, 升降梯: 4, 困在: 2 },
  'street-surface': {
    占道: 5,
    摆摊: 5,
    乱设摊: 6,
    摊贩: 5,
    流动摊: 5,
    夜排档: 4,
    跨门: 5,
    乱停: 3,
    共享单车: 5,
    非机动车: 3,
    小广告: 4,
    黑广告: 4,
    堵: 1,
    人行道上: 1,
    单车: 3,
  },
  road: {
    路面: 4,
    坑: 3,
    积水: 3,
    井盖: 4,
    下水道: 3,
    窨井: 5,
    路灯: 5,
    红绿灯: 4,
    信号灯: 4,
    护栏: 3,
    人行道: 2,
    地砖: 3,
    破损: 1,
    塌陷: 4,
    不亮: 2,
    坑洼: 4,
  },
  litter: {
    垃圾: 4,
    垃圾桶: 3,
    臭: 2,
    狗屎: 4,
    脏: 2,
    没人扫: 4,
    满溢: 3,
    湿垃圾: 3,
    蚊虫: 2,
    老鼠: 3,
    保洁: 3,
  },
  'bulky-waste': {
    大件: 6,
    旧沙发: 5,
    沙发: 4,
    床垫: 5,
    旧家具: 5,
    家具: 3,
    建筑垃圾: 7,
    装修垃圾: 7,
    渣土: 5,
    马桶: 2,
    柜子: 2,
  },
  greening: {
    树: 3,
    树枝: 5,
    绿化: 5,
    草坪: 4,
    花坛: 3,
    虫害: 4,
    修剪: 4,
    遮光: 2,
    枯死: 4,
    毁绿: 6,
    香樟: 4,
    梧桐: 4,
  },
  housing: {
    漏水: 4,
    渗水: 4,
    屋顶: 3,
    外墙: 3,
    水管: 3,
    下水: 2,
    堵塞: 2,
    楼道灯: 5,
    防盗门: 3,
    门禁: 4,
    物业: 4,
    违建: 3,
    违章搭建: 5,
    搭建: 3,
    群租: 5,
    停电: 3,
    停水: 3,
    化粪池: 4,
    楼顶: 2,
    敲墙: 3,
  },
  'corridor-clutter': {
    楼道: 3,
    堆物: 5,
    堆放: 3,
    杂物: 4,
    消防通道: 4,
    过道: 3,
    楼梯间: 3,
    电瓶车: 2,
  },
  noise: {
    噪音: 5,
    噪声: 5,
    扰民: 4,
    太吵: 5,
    吵: 3,
    施工: 2,
    半夜: 2,
    广场舞: 5,
    音响: 3,
    油烟: 4,
    狗叫: 4,
    装修声: 4,
    吵架: 2,
  },
  'elder-care': {
    老人: 3,
    独居: 4,
    助餐: 5,
    食堂: 2,
    轮椅: 3,
    养老: 4,
    居家: 2,
    照顾: 3,
    护理: 3,
    适老: 5,
    扶手: 3,
    敬老卡: 4,
    孤老: 5,
  },
  advice: {
    咨询: 5,
    请问: 3,
    怎么办: 2,
    如何办理: 5,
    办理: 3,
    证明: 3,
    政策: 3,
    建议: 4,
    能不能: 1,
    希望: 1,
    什么时候: 1,
  },
}

export interface Suggestion {
  readonly code: string
  /** 0 … 1: share of the evidence that speaks for it. */
  readonly confidence: number
  readonly runnerUp: string | null
}

const enough = 4
const sureConfidence = 0.6

const score = (text: string, words: Readonly<Record<string, number>>): number => {
  // A long word includes its short ones: only the longest match at each spot should speak.
  let rest = text
  let total = 0
  for (const word of Object.keys(words).sort((one, other) => other.length - one.length)) {
    if (!rest.includes(word)) continue
    rest = rest.split(word).join('·')
    total += words[word] ?? 0
  }
  return total
}

/** What a report is probably about, from its words; undefined when nothing speaks for any type. */
export const suggestType = (text: string): Suggestion | undefined => {
  const ranked = Object.entries(keywords)
    .map(([code, words]) => ({ code, points: score(text, words) }))
    .filter(({ points }) => points > 0)
    .sort((one, other) => other.points - one.points)
  const [best, second] = ranked
  if (!best) return undefined
  const evidence = best.points + (second?.points ?? 0)
  return { code: best.code, confidence: best.points / evidence, runnerUp: second?.code ?? null }
}

/** The type a report may be routed by without asking anyone; undefined when it is a close call. */
export const sureType = (text: string): string | undefined => {
  const suggested = suggestType(text)
  if (!suggested || suggested.confidence < sureConfidence) return undefined
  return score(text, keywords[suggested.code] ?? {}) >= enough ? suggested.code : undefined
}
