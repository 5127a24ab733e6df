/** What a set is; `code` is what one orders by. */
export interface SeedMenuSet {
  readonly code: 'big-meat' | 'small-meat' | 'soft'
  readonly name: string
  readonly dishes: readonly string[]
  /** For whoever chews badly. */
  readonly isSoft: boolean
}

const bigMeat = ['红烧肉', '糖醋小排', '清蒸鲈鱼', '三杯鸡', '油爆虾', '狮子头', '咖喱牛肉']
const smallMeat = ['肉丝豆腐干', '番茄炒蛋', '肉末粉丝', '青椒肉片', '韭黄鸡丝', '虾皮蒸蛋']
const soft = ['肉糜蒸蛋', '鱼片豆腐羹', '冬瓜肉圆', '鸡茸粥', '土豆牛肉泥']
const greens = [
  '炒青菜',
  '鸡毛菜',
  '清炒芹菜',
  '油焖茄子',
  '蒜蓉菠菜',
  '塔菜冬笋',
  '手撕包菜',
  '炒豆苗',
]
const sides = ['麻婆豆腐', '家常豆腐', '烤麸', '凉拌黄瓜', '香干马兰头']
const soups = ['紫菜蛋汤', '番茄土豆汤', '冬瓜汤', '油豆腐粉丝汤', '荠菜豆腐羹', '萝卜汤']

// Numbers of days without a year or month, so that lists of unlike lengths never fall in step.
const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000)

const of = (dishes: readonly string[], n: number): string => dishes[n % dishes.length] ?? ''

/** The three sets of a `yyyy-mm-dd`: the same day always has the same; dinner is another row. */
export const menuOf = (day: string, meal: 'lunch' | 'dinner' = 'lunch'): SeedMenuSet[] => {
  const n = dayNumber(day) + (meal === 'lunch' ? 0 : 3)
  const green = of(greens, n)
  const soup = of(soups, n)
  return [
    {
      code: 'big-meat',
      name: '大荤套餐',
      dishes: [of(bigMeat, n), green, of(sides, n), soup],
      isSoft: false,
    },
    {
      code: 'small-meat',
      name: '小荤套餐',
      dishes: [of(smallMeat, n), green, of(sides, n), soup],
      isSoft: false,
    },
    { code: 'soft', name: '软食套餐', dishes: [of(soft, n), '菜泥', '软米饭', soup], isSoft: true },
  ]
}
