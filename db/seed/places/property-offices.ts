/** The offices of a few estates' property companies; the others still have none in the system. */
export const PROPERTY_OFFICES = [
  {
    slug: 'property-hexingercun',
    estateKey: 'hexing/hexinger/1',
    name: '合兴二村物业服务处',
    phone: 601,
    staff: ['路永康', '温雅琴'],
  },
  {
    slug: 'property-weitang',
    estateKey: 'hexing/weitang/2',
    name: '苇塘小区物业服务处',
    phone: 602,
    staff: ['纪国良'],
  },
  {
    slug: 'property-yunbu',
    estateKey: 'hexing/hexinger/3',
    name: '云埠小区物业服务处',
    phone: 603,
    staff: ['成丽芳'],
  },
] as const
