import type { NeighbourhoodPlan } from './subdistrict-plan.ts'

/** 居委 and estates south of 合兴路: the third and the fourth grid. */
export const hexingSouth: readonly NeighbourhoodPlan[] = [
  {
    letter: 'L',
    slug: 'hexingyi',
    name: '合兴一居委',
    grid: 3,
    estates: [
      { name: '西津里', block: [0, 2], part: 'w', gate: 'n', buildings: 13 },
      { name: '合兴花园', block: [0, 2], part: 'e', gate: 'n', buildings: 10 },
      { name: '合兴一村', block: [1, 2], part: 'all', gate: 'n', buildings: 34, gateAlong: 1 },
    ],
  },
  {
    letter: 'M',
    slug: 'hexinger',
    name: '合兴二居委',
    grid: 3,
    estates: [
      { name: '合兴二村', block: [2, 2], part: 'all', gate: 'n', buildings: 33 },
      { name: '云埠里', block: [2, 1], part: 'w', gate: 's', buildings: 16 },
      { name: '云埠小区', block: [2, 1], part: 'e', gate: 's', buildings: 13 },
    ],
  },
  {
    letter: 'N',
    slug: 'daochang',
    name: '稻场居委',
    grid: 3,
    estates: [
      { name: '稻场新村', block: [3, 2], part: 'n', gate: 'n', buildings: 15 },
      { name: '稻香苑', block: [3, 2], part: 's', gate: 's', buildings: 12 },
      { name: '晚禾公寓', block: [3, 1], part: 'all', gate: 's', buildings: 23 },
    ],
  },
  {
    letter: 'O',
    slug: 'xijin',
    name: '西津居委',
    grid: 3,
    estates: [
      { name: '西津新村', block: [0, 1], part: 'n', gate: 'w', buildings: 18 },
      { name: '西津苑', block: [0, 1], part: 's', gate: 's', buildings: 14 },
    ],
  },
  {
    letter: 'P',
    slug: 'chunni',
    name: '春泥居委',
    grid: 3,
    estates: [
      { name: '春泥新村', block: [1, 1], part: 'all', gate: 'n', buildings: 31 },
      { name: '春泥公寓', block: [1, 0], part: 'n', gate: 'n', buildings: 8 },
      { name: '梅子坊', block: [1, 0], part: 's', gate: 's', buildings: 15 },
    ],
  },
  {
    letter: 'Q',
    slug: 'nantang',
    name: '南塘居委',
    grid: 3,
    estates: [
      { name: '南塘一村', block: [2, 0], part: 'w', gate: 'e', buildings: 17 },
      { name: '南塘二村', block: [2, 0], part: 'e', gate: 'w', buildings: 16 },
      { name: '藕花苑', block: [3, 0], part: 'all', gate: 's', buildings: 20 },
    ],
  },
  {
    letter: 'R',
    slug: 'shibu',
    name: '石埠居委',
    grid: 4,
    estates: [
      { name: '石埠新村', block: [4, 2], part: 'all', gate: 'n', buildings: 29 },
      { name: '石埠小区', block: [5, 2], part: 'w', gate: 'n', buildings: 12 },
      { name: '青石里', block: [5, 2], part: 'e', gate: 'n', buildings: 11 },
    ],
  },
  {
    letter: 'S',
    slug: 'mailong',
    name: '麦垄居委',
    grid: 4,
    estates: [
      { name: '麦垄花苑', block: [6, 2], part: 'all', gate: 'n', buildings: 22 },
      { name: '麦浪里', block: [6, 1], part: 'w', gate: 'e', buildings: 14 },
      { name: '麦垄新村', block: [6, 1], part: 'e', gate: 'w', buildings: 15 },
    ],
  },
  {
    letter: 'T',
    slug: 'dongjin',
    name: '东津居委',
    grid: 4,
    estates: [
      { name: '东津一村', block: [7, 2], part: 'n', gate: 'n', buildings: 16 },
      { name: '东津二村', block: [7, 2], part: 's', gate: 'e', buildings: 17 },
      { name: '晨光苑', block: [7, 1], part: 'all', gate: 'e', buildings: 24 },
    ],
  },
  {
    letter: 'U',
    slug: 'yuge',
    name: '渔歌居委',
    grid: 4,
    estates: [
      { name: '渔歌里', block: [4, 1], part: 'w', gate: 'n', buildings: 12 },
      { name: '渔歌新村', block: [4, 0], part: 'all', gate: 's', buildings: 27 },
    ],
  },
  {
    letter: 'V',
    slug: 'hetang',
    name: '荷塘居委',
    grid: 4,
    estates: [
      { name: '荷塘月苑', block: [5, 1], part: 'w', gate: 'n', buildings: 9 },
      { name: '荷塘小区', block: [5, 1], part: 'e', gate: 'n', buildings: 13 },
      { name: '莲心坊', block: [5, 0], part: 'all', gate: 's', buildings: 26 },
    ],
  },
  {
    letter: 'W',
    slug: 'nandu',
    name: '南渡居委',
    grid: 4,
    estates: [
      { name: '南渡新村', block: [6, 0], part: 'all', gate: 's', buildings: 28 },
      { name: '摆渡里', block: [7, 0], part: 'w', gate: 's', buildings: 12 },
      { name: '南渡公寓', block: [7, 0], part: 'e', gate: 's', buildings: 8 },
    ],
  },
]
