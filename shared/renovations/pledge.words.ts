/** What is signed before the work begins. A change is a new version: who has signed keeps his. */
export interface Pledge {
  readonly version: string
  readonly title: string
  /** Read aloud one by one. */
  readonly lines: readonly string[]
  /** Where the rules come from, as staff may be asked. */
  readonly source: string
}

const pledges: readonly Pledge[] = [
  {
    version: '2026-01',
    title: '装修承诺书',
    lines: [
      '开工以前，我已经向物业和居委会报备（双报备）。',
      '有声响的活，只在工作日早上 8 点到晚上 6 点做。晚上、双休日和法定节假日不做。',
      '不拆、不打承重墙，不动房屋的梁和柱子，不把没有防水的房间改成厨房、卫生间。',
      '不碰燃气总管，不改公共的水管、电线和消防设施，不占用楼道和消防通道。',
      '装修垃圾装袋、扎紧，先付费、约好时间，放到约好的堆放点。不乱倒，不混进生活垃圾。',
      '到了约好的时间没有清完，我会马上联系，不让垃圾堆在小区里。',
      '弄坏了公共的地方或者邻居家的东西，由我负责修好、赔偿。',
    ],
    source:
      '《住宅室内装饰装修管理办法》（建设部令第110号）；《上海市社会生活噪声污染防治办法》；' +
      '《上海市建筑垃圾处理管理规定》；《上海市住宅物业管理规定》；江苏路街道的双报备做法',
  },
]

/** The one that is signed now. */
export const currentPledge: Pledge = pledges[pledges.length - 1] ?? noPledge()

/** The text that the stored hash is of: version, title and lines, one under the other. */
export const pledgeText = ({ version, title, lines }: Pledge): string =>
  [version, title, ...lines].join('\n')

function noPledge(): never {
  throw new RangeError('no pledge')
}
