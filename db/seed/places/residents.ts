import type { SeedPerson, SeedPost } from './seed-types.ts'

interface Resident extends SeedPerson {
  readonly subdistrictId: string
  readonly role: 'resident' | 'elder'
}

const RESIDENTS: readonly Resident[] = [
  {
    key: 'person/shen-apo',
    subdistrictId: 'hexing',
    role: 'elder',
    name: '沈秀珍',
    bornOn: '1933-04-12',
    phone: null,
    usesWechat: false,
    largeType: true,
    home: { estateKey: 'hexing/hexingyi/3', doorNo: '5号302室' },
    introduction: '沈阿婆，93岁，独居合兴一村，没有手机也没有微信，事情都到窗口办',
  },
  {
    key: 'person/zhang-hui',
    subdistrictId: 'liuwan',
    role: 'resident',
    name: '张慧',
    bornOn: '1964-09-03',
    phone: '19900000901',
    usesWechat: true,
    largeType: false,
    home: { estateKey: 'liuwan/liuyin/1', doorNo: '3号601室' },
    introduction: '沈阿婆的女儿，住在柳湾街道',
  },
  {
    key: 'person/chen-yue',
    subdistrictId: 'hexing',
    role: 'resident',
    name: '陈悦',
    bornOn: '1998-11-20',
    phone: '19900000902',
    usesWechat: true,
    largeType: false,
    home: { estateKey: 'hexing/hexinger/1', doorNo: '16号1102室' },
    introduction: '年轻居民，住在合兴二村',
  },
  {
    key: 'person/xia-genfa',
    subdistrictId: 'hexing',
    role: 'resident',
    name: '夏根发',
    bornOn: '1951-02-08',
    phone: '19900000903',
    usesWechat: true,
    largeType: true,
    home: { estateKey: 'hexing/weitang/2', doorNo: '7号104室' },
    introduction: '老居民，75岁，住在苇塘小区，用长辈版',
  },
  {
    key: 'person/tao-liming',
    subdistrictId: 'liuwan',
    role: 'resident',
    name: '陶黎明',
    bornOn: '1979-06-30',
    phone: '19900000904',
    usesWechat: true,
    largeType: false,
    home: { estateKey: 'liuwan/luhua/1', doorNo: '11号502室' },
    introduction: '柳湾街道的居民，看不到合兴街道的事',
  },
]

/** The people of the demo who live here and hold no office. */
export const residents: readonly SeedPerson[] = RESIDENTS.map(
  ({ subdistrictId: _subdistrict, role: _role, ...person }) => person,
)

/** A resident's post is the right to report from home. */
export const residentPosts: readonly SeedPost[] = RESIDENTS.map(
  ({ key, subdistrictId, role, home }) => ({
    key: `${key}/${role}`,
    subdistrictId,
    personKey: key,
    role,
    isHead: false,
    unitKey: null,
    placeKey: home?.estateKey ?? subdistrictId,
    from: '2025-01-01',
  }),
)
