import type { Accessibility } from '#shared/offers/offer-kinds.ts'
import type { SeedSite } from './offer-seed-types.ts'

const weekdays = '周一至周五 8:30–11:30、13:00–16:30'
const lunch = '每天 11:00–12:30，节假日照常'
const lunchAndDinner = '每天 11:00–12:30、16:30–18:00，节假日照常'
const stepFree: readonly Accessibility[] = ['step_free', 'accessible_toilet']

const points: readonly SeedSite[] = [
  {
    slug: 'site-1',
    unit: 'site-1',
    kind: 'service_point',
    name: '合兴综合为老服务中心',
    estateKey: 'hexing/hexinger/1',
    door: '1号',
    openingWords: '每天 8:30–16:30，法定节假日休息',
    accessibility: ['step_free', 'lift', 'accessible_toilet', 'wheelchair_on_loan', 'hearing_loop'],
  },
  point('site-2', '苇塘为老服务站', 'hexing/weitang/2', '2号底楼'),
  point('site-3', '听橹为老服务站', 'hexing/tinglu/3', '1号底楼'),
  point('site-4', '石埠为老服务站', 'hexing/shibu/1', '1号底楼'),
  point('site-5', '合兴一村为老服务站', 'hexing/hexingyi/3', '3号底楼'),
]

// The 18 居委 without a service point have a room each: 5 + 18 (B2).
const rooms: readonly SeedSite[] = [
  room('jiangsheng', '桨声', 1, '3号底楼'),
  room('zhujing', '竹泾', 2, '1号底楼'),
  room('beidu', '北渡', 1, '2号底楼'),
  room('shaiwang', '晒网', 2, '6号底楼'),
  room('baijiang', '百桨', 3, '5号底楼'),
  room('dongbu', '东埠', 1, '2号底楼'),
  room('dengshi', '灯市', 2, '4号底楼'),
  room('mianchang', '棉场', 1, '7号二楼'),
  room('shaqiao', '沙桥', 3, '8号底楼'),
  room('daochang', '稻场', 1, '2号底楼'),
  room('xijin', '西津', 1, '9号底楼'),
  room('chunni', '春泥', 1, '12号底楼'),
  room('nantang', '南塘', 1, '3号底楼'),
  room('mailong', '麦垄', 2, '1号底楼'),
  room('dongjin', '东津', 1, '6号底楼'),
  room('yuge', '渔歌', 2, '10号底楼'),
  room('hetang', '荷塘', 2, '5号底楼'),
  room('nandu', '南渡', 1, '14号二楼'),
]

const special: readonly SeedSite[] = [
  project('special-memory', 'site-3', '记忆家园', 'hexing/tinglu/1', '2号底楼'),
  project('special-gym', 'site-4', '长者运动健康之家', 'hexing/shibu/2', '1号底楼'),
  project('special-digital', 'site-2', '银龄数字课堂', 'hexing/weitang/1', '1号二楼'),
  project('special-wheels', 'site-1', '轮椅借用站', 'hexing/hexinger/3', '1号底楼'),
]

const canteens: readonly SeedSite[] = [
  canteen('canteen-1', '合兴社区食堂', 'hexing/hexinger/2', '1号', lunchAndDinner),
  canteen('canteen-2', '棉场社区食堂', 'hexing/mianchang/2', '1号', lunch),
]

/** The 14 居委 whose 党群服务站 holds the monthly fair (B4), by slug, name and estate. */
export const FAIR_CENTRES = [
  ['jiangsheng', '桨声', 3],
  ['beidu', '北渡', 2],
  ['shaiwang', '晒网', 3],
  ['weitang', '苇塘', 3],
  ['baijiang', '百桨', 1],
  ['tinglu', '听橹', 2],
  ['dengshi', '灯市', 1],
  ['shaqiao', '沙桥', 1],
  ['hexingyi', '合兴一', 2],
  ['hexinger', '合兴二', 1],
  ['chunni', '春泥', 2],
  ['shibu', '石埠', 3],
  ['dongjin', '东津', 3],
  ['nandu', '南渡', 2],
] as const

const fairs = FAIR_CENTRES.map(
  ([slug, name, estate]): SeedSite => ({
    slug: `fair-${slug}`,
    unit: slug,
    kind: 'fair_centre',
    name: `${name}党群服务站`,
    estateKey: `hexing/${slug}/${estate}`,
    door: '1号门前',
    openingWords: '便民集市：每月第一个星期四 9:00–11:00',
    accessibility: ['step_free'],
  }),
)

const spots: readonly SeedSite[] = [
  wasteSpot('waste-1', '云埠垃圾定点堆放点', 'hexing/hexinger/3', '13号旁'),
  wasteSpot('waste-2', '棉场垃圾定点堆放点', 'hexing/mianchang/1', '19号旁'),
]

/** Everywhere in 合兴街道 where something can be booked. */
export const hexingSites: readonly SeedSite[] = [
  ...points,
  ...rooms,
  ...special,
  ...canteens,
  ...fairs,
  ...spots,
]

export const liuwanSites: readonly SeedSite[] = [
  point('site-1', '柳湾为老服务站', 'liuwan/luhua/1', '1号底楼'),
  canteen('canteen-1', '柳荫社区食堂', 'liuwan/liuyin/1', '1号', lunch),
]

/** The slugs of the 18 neighbourhood rooms, in the order of the list. */
export const ROOM_SLUGS: readonly string[] = rooms.map(({ slug }) => slug)

function point(slug: string, name: string, estateKey: string, door: string): SeedSite {
  return {
    slug,
    unit: slug,
    kind: 'service_point',
    name,
    estateKey,
    door,
    openingWords: weekdays,
    accessibility: [...stepFree, 'wheelchair_on_loan'],
  }
}

function room(neighbourhood: string, name: string, estate: number, door: string): SeedSite {
  return {
    slug: `room-${neighbourhood}`,
    unit: neighbourhood,
    kind: 'neighbourhood_room',
    name: `${name}睦邻点`,
    estateKey: `hexing/${neighbourhood}/${estate}`,
    door,
    openingWords: weekdays,
    accessibility: door.endsWith('二楼') ? [] : ['step_free'],
  }
}

function project(
  slug: string,
  unit: string,
  name: string,
  estateKey: string,
  door: string,
): SeedSite {
  const accessibility = door.endsWith('二楼') ? (['lift'] as const) : stepFree
  return {
    slug,
    unit,
    kind: 'special_project',
    name,
    estateKey,
    door,
    openingWords: weekdays,
    accessibility,
  }
}

function canteen(
  slug: string,
  name: string,
  estateKey: string,
  door: string,
  openingWords: string,
): SeedSite {
  return {
    slug,
    unit: slug,
    kind: 'canteen',
    name,
    estateKey,
    door,
    openingWords,
    accessibility: stepFree,
  }
}

function wasteSpot(slug: string, name: string, estateKey: string, door: string): SeedSite {
  return {
    slug,
    unit: 'provider-qingyuan',
    kind: 'waste_spot',
    name,
    estateKey,
    door,
    openingWords: '每天 8:00–11:30、13:00–16:30 清运',
    accessibility: [],
  }
}
