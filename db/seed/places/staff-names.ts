/** The 专管员 of each 居委 of 合兴, in the order of the plan. */
export const OFFICER_NAMES = [
  '周敏华',
  '顾晓雯',
  '陆建平',
  '吴佳怡',
  '徐国强',
  '钱雨晴',
  '孙志伟',
  '蒋丽萍',
  '朱文俊',
  '叶思源',
  '沈晓岚',
  '潘卫东',
  '杜若薇',
  '范嘉伟',
  '汤慧琳',
  '戴永明',
  '姚静怡',
  '袁海峰',
  '丁佩兰',
  '余俊杰',
  '施美玲',
  '薛一鸣',
  '贺春燕',
] as const

export const GRID_HEAD_NAMES = ['秦振国', '龚雪梅', '邵立群', '毛建华'] as const

export const DUTY_OFFICER_NAMES = ['郑海涛', '林月琴', '何思远'] as const

export const HOTLINE_CLERK_NAMES = ['许婷婷', '曹国安'] as const

export const ADMINISTRATOR_NAME = '方志清'

/** The head first, then the handlers. */
export const HANDLER_NAMES = {
  'urban-management': ['高卫民', '马骏', '胡晓东', '罗燕'],
  greening: ['梁树青', '唐荷', '谢春林'],
  housing: ['冯建业', '董晓芳', '程伟'],
  'public-works': ['于大江', '石磊', '康健', '白小路'],
  'community-services': ['韩玉珍', '崔颖', '江南'],
  police: ['宋警平', '雷鸣', '贾安'],
} as const

/** Who works with bookings; the first of each unit leads it. Append only. */
export const SERVICE_STAFF = [
  { subdistrictId: 'hexing', unit: 'site-1', names: ['倪佩琴', '邱晨'] },
  { subdistrictId: 'hexing', unit: 'site-2', names: ['殷红梅'] },
  { subdistrictId: 'hexing', unit: 'site-3', names: ['华志明'] },
  { subdistrictId: 'hexing', unit: 'site-4', names: ['祝兰英'] },
  { subdistrictId: 'hexing', unit: 'site-5', names: ['鲍小慧'] },
  { subdistrictId: 'hexing', unit: 'canteen-1', names: ['庄阿根'] },
  { subdistrictId: 'hexing', unit: 'canteen-2', names: ['卢秀英'] },
  { subdistrictId: 'hexing', unit: 'provider-weixiang', names: ['盛国平'] },
  { subdistrictId: 'hexing', unit: 'provider-jiale', names: ['尤巧珍'] },
  { subdistrictId: 'hexing', unit: 'provider-jiangfa', names: ['匡永发'] },
  { subdistrictId: 'hexing', unit: 'provider-qingyuan', names: ['岳建军', '季大海'] },
  { subdistrictId: 'hexing', unit: 'provider-zhengyan', names: ['晏文清'] },
  { subdistrictId: 'hexing', unit: 'provider-mingliang', names: ['阎亮'] },
  { subdistrictId: 'hexing', unit: 'provider-jinhui', names: ['闵惠芬'] },
  { subdistrictId: 'hexing', unit: 'provider-health', names: ['祁雯'] },
  { subdistrictId: 'liuwan', unit: 'site-1', names: ['费玉兰'] },
] as const
