import { hexingNorth } from './hexing-north.ts'
import { hexingSouth } from './hexing-south.ts'
import type { SubdistrictPlan } from './subdistrict-plan.ts'

/**
 * 合兴街道, the demo subdistrict: invented, laid where Shanghai is, between a river in the north
 * and 南塘路 in the south. North of 合兴路 a creek takes the place of the fourth street.
 */
export const hexing: SubdistrictPlan = {
  id: 'hexing',
  code: 'HX',
  name: '合兴街道',
  phone: '02155500001',
  lattice: {
    origin: [121.442, 31.235],
    degrees: 9,
    eastings: [0, 245, 520, 790, 1080, 1335, 1610, 1860, 2095],
    northings: [0, 235, 480, 745, 1010, 1250, 1470, 1515],
    stray: 21,
  },
  drawing: ['AABCCGG.', 'DDBEHII.', 'DFFEHJKK', 'LLMNRRST', 'OPMNUVST', '.PQQUVWW'],
  gridNames: ['第一网格', '第二网格', '第三网格', '第四网格'],
  neighbourhoods: [...hexingNorth, ...hexingSouth],
  roads: [
    { slug: 'xijin', name: '西津路', runs: 'north', at: 0, from: 1, to: 6 },
    { slug: 'shaiwang', name: '晒网路', runs: 'north', at: 1, from: 0, to: 6 },
    { slug: 'baijiang', name: '百桨路', runs: 'north', at: 2, from: 0, to: 6 },
    { slug: 'zhujing', name: '竹泾路', runs: 'north', at: 3, from: 0, to: 3 },
    { slug: 'changdu', name: '长渡路', runs: 'north', at: 4, from: 0, to: 6 },
    { slug: 'shibu', name: '石埠路', runs: 'north', at: 5, from: 0, to: 6 },
    { slug: 'mianchang', name: '棉场路', runs: 'north', at: 6, from: 0, to: 6 },
    { slug: 'weian', name: '苇岸路', runs: 'north', at: 7, from: 0, to: 6 },
    { slug: 'dongjin', name: '东津路', runs: 'north', at: 8, from: 0, to: 4 },
    { slug: 'nantang', name: '南塘路', runs: 'east', at: 0, from: 1, to: 8 },
    { slug: 'chunni', name: '春泥路', runs: 'east', at: 1, from: 0, to: 8 },
    { slug: 'yunbu', name: '云埠路', runs: 'east', at: 2, from: 0, to: 8 },
    { slug: 'hexing', name: '合兴路', runs: 'east', at: 3, from: 0, to: 8 },
    { slug: 'tinglu', name: '听橹路', runs: 'east', at: 4, from: 0, to: 8 },
    { slug: 'beidu', name: '北渡路', runs: 'east', at: 5, from: 0, to: 7 },
    { slug: 'nantangzhi', name: '南塘支路', runs: 'north', at: 2.5, from: 0, to: 1 },
    { slug: 'dengshi', name: '灯市路', runs: 'east', at: 4.5, from: 5, to: 7 },
    { slug: 'mailong', name: '麦垄路', runs: 'north', at: 6.5, from: 1, to: 2 },
  ],
  // 合兴一 ends and 合兴二 begins at the corner of 百桨路: both have 合兴路128号 in their books.
  alsoClaimedDoors: [{ road: 'hexing', door: 128, by: 'M' }],
  // The east bank of the creek is 苇塘's, but 竹泾 has always swept it.
  alsoClaimedLand: [{ land: [3, 4, 3.15, 5], by: 'B' }],
  scenery: [
    { slug: 'river', kind: 'water', name: '合兴港', rects: [[0, 6, 7, 7]] },
    { slug: 'creek', kind: 'water', name: '竹泾浜', rects: [[2.96, 3.04, 3.04, 6]] },
    { slug: 'river-park', kind: 'park', name: '合兴港滨河绿地', rects: [[2.06, 5.56, 2.92, 5.96]] },
    { slug: 'creek-park', kind: 'park', name: '竹泾浜公园', rects: [[3.06, 5.06, 3.45, 5.95]] },
    { slug: 'bank-walk', kind: 'park', name: '竹泾浜步道', rects: [[3.05, 4.06, 3.15, 4.94]] },
    { slug: 'creek-school', kind: 'school', name: '苇塘小学', rects: [[3.2, 4.08, 3.46, 4.92]] },
    { slug: 'school', kind: 'school', name: '听橹中学', rects: [[6.06, 4.06, 6.94, 4.44]] },
    { slug: 'market', kind: 'market', name: '渔歌菜场', rects: [[4.54, 1.06, 4.94, 1.94]] },
  ],
}
