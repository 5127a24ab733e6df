import { hexing } from '#db/seed/places/hexing.ts'
import { unitKey } from '#db/seed/places/units.ts'
import { seedId } from '#db/seed-id.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import { personId, placeId, subdistrictId, unitId } from '#shared/ids.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { chanceOf } from './believable-day.ts'

/** Somebody made up who lives alone in a flat of the demo's subdistrict. */
export interface SimulatedElder {
  readonly no: number
  readonly personId: PersonId
  readonly name: string
  /** `yyyy-mm-dd`. */
  readonly bornOn: string
  readonly home: {
    readonly subdistrictId: SubdistrictId
    readonly placeId: ReturnType<typeof placeId>
    readonly doorNo: string
  }
  /** Demo key of the officer of his 居委, and its unit. */
  readonly officerKey: string
  readonly unitId: ReturnType<typeof unitId>
  readonly serial: string
}

export const simulatedSubdistrict = subdistrictId(hexing.id)
export const simulatedModel = '模拟手环与居家套装'

/** Numbers above those of the demo's own elders, so that no two days are alike. */
const firstNo = 1000

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕',
]
const givenNames = [
  ...[
    '秀英',
    '桂芳',
    '金娣',
    '阿珍',
    '玉兰',
    '美华',
    '凤仙',
    '月英',
    '惠芬',
    '佩芳',
    '兰芳',
    '招娣',
  ],
  ...[
    '根宝',
    '福生',
    '阿毛',
    '金根',
    '永康',
    '德明',
    '志祥',
    '国华',
    '建民',
    '伯钧',
    '祥麟',
    '炳生',
  ],
]
const pick = <T>(list: readonly T[], chance: number): T | undefined =>
  list[Math.floor(chance * list.length)]

const two = (value: number): string => String(value).padStart(2, '0')

/** The elder of this number, from 1: always the same one. */
const elderOfNo = (count: number): SimulatedElder => {
  const no = firstNo + count
  const chance = (of: string): number => chanceOf(no, of)
  const committee = hexing.neighbourhoods[count % hexing.neighbourhoods.length]
  if (!committee) throw new Error('the demo has no 居委')
  const estate = 1 + Math.floor(chance('estate') * committee.estates.length)
  const door = 1 + Math.floor(chance('door') * 30)
  const floor = 1 + Math.floor(chance('floor') * 6)
  const flat = 1 + Math.floor(chance('flat') * 4)
  return {
    no,
    personId: personId(seedId(`person/simulated-${count}`)),
    name: `${pick(surnames, chance('surname'))}${pick(givenNames, chance('given'))}`,
    bornOn: `${1930 + Math.floor(chance('year') * 26)}-${two(1 + Math.floor(chance('month') * 12))}-${two(1 + Math.floor(chance('day') * 28))}`,
    home: {
      subdistrictId: simulatedSubdistrict,
      placeId: placeId(seedId(`${hexing.id}/${committee.slug}/${estate}`)),
      doorNo: `${door}号${floor}0${flat}室`,
    },
    officerKey: `${hexing.id}-officer-${committee.slug}`,
    unitId: unitId(seedId(unitKey(hexing.id, committee.slug))),
    serial: `SIM-${String(count).padStart(5, '0')}`,
  }
}

/** The first so many of them. */
export const simulatedElders = (count: number): SimulatedElder[] =>
  Array.from({ length: count }, (_, i) => elderOfNo(i + 1))

/** A wrist band with what a flat has; the band sends its heart rate so often a second. */
export const simulatedPaces = (perSecond: number): Partial<Record<MetricCode, number>> => ({
  heart_rate: 1 / perSecond,
  respiratory_rate: 30,
  oxygen_saturation: 30,
  temperature: 900,
  systolic: 14_400,
  diastolic: 14_400,
  in_bed: 60,
  sleep_stage: 60,
  motion: 60,
  door: 60,
  water: 300,
  help_button: 60,
})
