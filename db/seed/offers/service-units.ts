/**
 * Who staffs what can be booked. Landlines: 555 04xx sites, 05xx providers of 合兴, 094x and 095x of
 * 柳湾. The slug is the unit's code and part of every key that leads to it.
 */
export interface ServiceUnit {
  readonly subdistrictId: string
  readonly slug: string
  readonly kind: 'service_site' | 'provider'
  readonly name: string
  /** Last four figures of the landline. */
  readonly phone: number
}

const site = (subdistrictId: string, slug: string, name: string, phone: number): ServiceUnit => ({
  subdistrictId,
  slug,
  kind: 'service_site',
  name,
  phone,
})
const provider = (
  subdistrictId: string,
  slug: string,
  name: string,
  phone: number,
): ServiceUnit => ({ subdistrictId, slug: `provider-${slug}`, kind: 'provider', name, phone })

/** Five service points (B2), two canteens (B5) and everybody who gives a service there. */
export const serviceUnits: readonly ServiceUnit[] = [
  site('hexing', 'site-1', '合兴综合为老服务中心', 401),
  site('hexing', 'site-2', '苇塘为老服务站', 402),
  site('hexing', 'site-3', '听橹为老服务站', 403),
  site('hexing', 'site-4', '石埠为老服务站', 404),
  site('hexing', 'site-5', '合兴一村为老服务站', 405),
  site('hexing', 'canteen-1', '合兴社区食堂', 411),
  site('hexing', 'canteen-2', '棉场社区食堂', 412),
  provider('hexing', 'affairs', '合兴社区事务受理服务中心', 501),
  provider('hexing', 'health', '合兴社区卫生服务中心', 502),
  provider('hexing', 'jinhui', '锦晖为老服务社', 503),
  provider('hexing', 'xinqiao', '心桥社会工作服务社', 504),
  provider('hexing', 'yinling', '银龄数字助老服务社', 505),
  provider('hexing', 'leling', '乐龄文艺团队服务中心', 506),
  provider('hexing', 'linzhu', '邻助志愿服务中心', 507),
  provider('hexing', 'weixiang', '禾味助餐服务公司', 508),
  provider('hexing', 'jiale', '家乐家政服务公司', 509),
  provider('hexing', 'jiangfa', '匠心理发店', 510),
  provider('hexing', 'qingyuan', '清源清运公司', 511),
  provider('hexing', 'zhengyan', '正言律师事务所', 512),
  provider('hexing', 'mingliang', '明亮维修公司', 513),
  site('liuwan', 'site-1', '柳湾为老服务站', 941),
  site('liuwan', 'canteen-1', '柳荫社区食堂', 942),
  provider('liuwan', 'liuying', '柳映为老服务社', 951),
]
