import type { NeighbourhoodPlan } from './subdistrict-plan.ts'

/** 居委 and estates north of 合兴路: the first and the second grid. */
export const hexingNorth: readonly NeighbourhoodPlan[] = [
  {
    letter: 'A',
    slug: 'jiangsheng',
    name: '桨声居委',
    grid: 1,
    estates: [
      { name: '桨声新村', block: [0, 5], part: 'w', gate: 's', buildings: 22 },
      { name: '桨声公寓', block: [0, 5], part: 'e', gate: 's', buildings: 9 },
      { name: '望渡苑', block: [1, 5], part: 'all', gate: 's', buildings: 26 },
    ],
  },
  {
    letter: 'B',
    slug: 'zhujing',
    name: '竹泾居委',
    grid: 1,
    estates: [
      { name: '竹泾小筑', block: [2, 5], part: 's', gate: 'w', buildings: 8 },
      { name: '竹影花苑', block: [2, 4], part: 'n', gate: 'w', buildings: 11 },
      { name: '听雨坊', block: [2, 4], part: 's', gate: 's', buildings: 14 },
    ],
  },
  {
    letter: 'C',
    slug: 'beidu',
    name: '北渡居委',
    grid: 1,
    estates: [
      { name: '北渡新村', block: [3, 5], part: 'e', gate: 's', buildings: 16 },
      { name: '渡口公寓', block: [4, 5], part: 'w', gate: 's', buildings: 7 },
      { name: '帆影苑', block: [4, 5], part: 'e', gate: 's', buildings: 12 },
    ],
  },
  {
    letter: 'D',
    slug: 'shaiwang',
    name: '晒网居委',
    grid: 1,
    estates: [
      { name: '晒网一村', block: [0, 4], part: 'n', gate: 'w', buildings: 18 },
      { name: '晒网二村', block: [0, 4], part: 's', gate: 's', buildings: 20 },
      { name: '晒网三村', block: [1, 4], part: 'all', gate: 'n', buildings: 32 },
      { name: '渔火里', block: [0, 3], part: 'all', gate: 's', buildings: 28 },
    ],
  },
  {
    letter: 'E',
    slug: 'weitang',
    name: '苇塘居委',
    grid: 1,
    estates: [
      { name: '苇塘新苑', block: [3, 4], part: 'e', gate: 'e', buildings: 13 },
      { name: '苇塘小区', block: [3, 3], part: 'w', gate: 's', buildings: 12 },
      { name: '白鹭公寓', block: [3, 3], part: 'e', gate: 's', buildings: 8 },
    ],
  },
  {
    letter: 'F',
    slug: 'baijiang',
    name: '百桨居委',
    grid: 1,
    estates: [
      { name: '百桨里', block: [1, 3], part: 'w', gate: 's', buildings: 15 },
      { name: '百桨坊', block: [1, 3], part: 'e', gate: 's', buildings: 14 },
      { name: '千帆花园', block: [2, 3], part: 'all', gate: 's', buildings: 24 },
    ],
  },
  {
    letter: 'G',
    slug: 'dongbu',
    name: '东埠居委',
    grid: 2,
    estates: [
      { name: '东埠新村', block: [5, 5], part: 'w', gate: 's', buildings: 17 },
      { name: '东埠公寓', block: [5, 5], part: 'e', gate: 's', buildings: 6 },
      { name: '潮音苑', block: [6, 5], part: 'all', gate: 's', buildings: 25 },
    ],
  },
  {
    letter: 'H',
    slug: 'tinglu',
    name: '听橹居委',
    grid: 2,
    estates: [
      { name: '听橹一村', block: [4, 4], part: 'n', gate: 'w', buildings: 16 },
      { name: '听橹二村', block: [4, 4], part: 's', gate: 'w', buildings: 18 },
      { name: '橹园', block: [4, 3], part: 'all', gate: 's', buildings: 21 },
    ],
  },
  {
    letter: 'I',
    slug: 'dengshi',
    name: '灯市居委',
    grid: 2,
    estates: [
      { name: '灯市坊', block: [5, 4], part: 'n', gate: 's', buildings: 12 },
      { name: '灯市新苑', block: [5, 4], part: 's', gate: 's', buildings: 14 },
      { name: '元宵里', block: [6, 4], part: 'n', gate: 's', buildings: 10 },
    ],
  },
  {
    letter: 'J',
    slug: 'mianchang',
    name: '棉场居委',
    grid: 2,
    estates: [
      { name: '棉场新村', block: [5, 3], part: 'w', gate: 's', buildings: 19 },
      { name: '棉田小区', block: [5, 3], part: 'e', gate: 's', buildings: 11 },
    ],
  },
  {
    letter: 'K',
    slug: 'shaqiao',
    name: '沙桥居委',
    grid: 2,
    estates: [
      { name: '沙桥花苑', block: [6, 3], part: 'w', gate: 's', buildings: 10 },
      { name: '沙桥公寓', block: [6, 3], part: 'e', gate: 's', buildings: 7 },
      { name: '纺织新村', block: [7, 3], part: 'all', gate: 's', buildings: 30 },
    ],
  },
]
