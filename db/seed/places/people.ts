import type { Role } from '#shared/accounts/roles.ts'
import { CARE_HOMES } from '../care/care-homes.ts'
import { hexing } from './hexing.ts'
import { liuwan } from './liuwan.ts'
import { PROPERTY_OFFICES } from './property-offices.ts'
import { residentPosts, residents } from './residents.ts'
import type { SeedPerson, SeedPost } from './seed-types.ts'
import {
  ADMINISTRATOR_NAME,
  DUTY_OFFICER_NAMES,
  GRID_HEAD_NAMES,
  HANDLER_NAMES,
  HOTLINE_CLERK_NAMES,
  OFFICER_NAMES,
  SERVICE_STAFF,
} from './staff-names.ts'
import type { SubdistrictPlan } from './subdistrict-plan.ts'
import { gridUnitKey, HANDLING_UNITS, unitKey, units } from './units.ts'

interface Staff {
  readonly slug: string
  readonly name: string
  readonly role: Role
  readonly isHead: boolean
  readonly unitKey: string
}

// Whom the start page offers to be; the residents introduce themselves.
const INTRODUCTIONS: ReadonlyMap<string, string> = new Map([
  ['hexing-officer-hexinger', '合兴二居委的社区专管员'],
  ['hexing-grid-head-3', '第三网格的网格长'],
  ['hexing-public-works-0', '市政养护队的队长'],
  ['hexing-public-works-1', '市政养护队的处置人员，上门修'],
  ['hexing-duty-1', '城运中心的值班长，分派说不清归谁管的事'],
  ['hexing-hotline-1', '热线接听员，替打电话来的人登记'],
  ['hexing-administrator', '管理员，管人员和岗位'],
  ['hexing-site-1-clerk-1', '综合为老服务中心的负责人，受理预约'],
  ['hexing-site-1-clerk-2', '综合为老服务中心的工作人员，签到、登记'],
  ['hexing-canteen-1-clerk-1', '合兴社区食堂的工作人员，备餐、发餐'],
  ['hexing-provider-qingyuan-1', '清运公司的调度，安排装修垃圾清运'],
  ['hexing-care-home-1-1', '合兴敬老院的护士长，看老人的心率和睡眠，处理报警'],
  ['hexing-care-home-1-2', '合兴敬老院的护理员'],
  ['hexing-property-hexingercun-1', '合兴二村物业的经理，看装修登记'],
  ['liuwan-duty-1', '柳湾街道的值班长，看不到合兴街道的事'],
])

const staff: readonly Staff[] = [
  ...hexingStaff(),
  ...liuwanStaff(),
  ...serviceStaff(),
  ...propertyStaff(),
  ...careStaff(),
]

/** Residents and staff, all fictional. Mobiles are of one demo block, 199 0000 xxxx. */
export const people: readonly SeedPerson[] = [
  ...residents,
  ...staff.map(({ slug, name }, i) => ({
    key: `person/${slug}`,
    name,
    bornOn: null,
    phone: `1990000${String(i + 1).padStart(4, '0')}`,
    usesWechat: true,
    largeType: false,
    home: null,
    introduction: INTRODUCTIONS.get(slug) ?? null,
  })),
  ...careResidents(),
]

/** Who may do what, where, from when. Staff answer for the place of their unit. */
export const posts: readonly SeedPost[] = [
  ...residentPosts,
  ...staff.map(({ slug, role, isHead, unitKey: unit }) => {
    const { key, subdistrictId, placeKey } = unitOf(unit)
    return {
      key: `person/${slug}/${role}`,
      subdistrictId,
      personKey: `person/${slug}`,
      role,
      isHead,
      unitKey: key,
      placeKey,
      from: '2025-01-01',
    }
  }),
]

// Append only: a person's mobile number follows from the place in this list.
function hexingStaff(): Staff[] {
  const { id } = hexing
  return [
    ...officers(hexing, OFFICER_NAMES),
    ...GRID_HEAD_NAMES.map((name, i) => ({
      slug: `${id}-grid-head-${i + 1}`,
      name,
      role: 'grid_head' as const,
      isHead: true,
      unitKey: gridUnitKey(hexing, i + 1),
    })),
    ...HANDLING_UNITS.flatMap((unit) =>
      HANDLER_NAMES[unit.slug].map((name, i) => ({
        slug: `${id}-${unit.slug}-${i}`,
        name,
        role: unit.slug === 'police' ? ('community_police' as const) : ('handler' as const),
        isHead: i === 0,
        unitKey: unitKey(id, unit.slug),
      })),
    ),
    ...DUTY_OFFICER_NAMES.map((name, i) => ({
      slug: `${id}-duty-${i + 1}`,
      name,
      role: 'duty_officer' as const,
      isHead: i === 0,
      unitKey: unitKey(id, 'duty-desk'),
    })),
    ...HOTLINE_CLERK_NAMES.map((name, i) => ({
      slug: `${id}-hotline-${i + 1}`,
      name,
      role: 'hotline_clerk' as const,
      isHead: false,
      unitKey: unitKey(id, 'hotline'),
    })),
    {
      slug: `${id}-administrator`,
      name: ADMINISTRATOR_NAME,
      role: 'administrator',
      isHead: false,
      unitKey: unitKey(id, 'office'),
    },
  ]
}

function liuwanStaff(): Staff[] {
  const desk: Staff = {
    slug: `${liuwan.id}-duty-1`,
    name: '葛晓峰',
    role: 'duty_officer',
    isHead: true,
    unitKey: unitKey(liuwan.id, 'duty-desk'),
  }
  return [desk, ...officers(liuwan, ['俞秋芬', '柯文斌'])]
}

function serviceStaff(): Staff[] {
  return SERVICE_STAFF.flatMap(({ subdistrictId, unit, names }) =>
    names.map((name, i) => {
      const isProvider = unit.startsWith('provider-')
      return {
        slug: `${subdistrictId}-${unit}${isProvider ? '' : '-clerk'}-${i + 1}`,
        name,
        role: isProvider ? ('provider_staff' as const) : ('site_clerk' as const),
        isHead: i === 0,
        unitKey: unitKey(subdistrictId, unit),
      }
    }),
  )
}

function propertyStaff(): Staff[] {
  return PROPERTY_OFFICES.flatMap(({ slug, staff: names }) =>
    names.map((name, i) => ({
      slug: `${hexing.id}-${slug}-${i + 1}`,
      name,
      role: 'property_staff' as const,
      isHead: i === 0,
      unitKey: unitKey(hexing.id, slug),
    })),
  )
}

function careStaff(): Staff[] {
  return CARE_HOMES.flatMap(({ subdistrictId, slug, staff: names }) =>
    names.map((name, i) => ({
      slug: `${subdistrictId}-${slug}-${i + 1}`,
      name,
      role: 'care_staff' as const,
      isHead: i === 0,
      unitKey: unitKey(subdistrictId, slug),
    })),
  )
}

/** They have no phone of their own; the home is where they live. */
function careResidents(): SeedPerson[] {
  return CARE_HOMES.flatMap(({ name: homeName, estateKey, residents: elders, newcomers }) =>
    [...elders, ...newcomers].map(({ slug, name, bornOn, room, bed }) => ({
      key: `person/${slug}`,
      name,
      bornOn,
      phone: null,
      usesWechat: false,
      largeType: true,
      home: { estateKey, doorNo: `${homeName}${room}室${bed}床` },
      introduction: null,
    })),
  )
}

function officers(plan: SubdistrictPlan, names: readonly string[]): Staff[] {
  return plan.neighbourhoods.map((neighbourhood, i) => {
    const name = names[i]
    if (name === undefined) throw new Error(`no officer for ${neighbourhood.name}`)
    return {
      slug: `${plan.id}-officer-${neighbourhood.slug}`,
      name,
      role: 'neighbourhood_officer',
      isHead: false,
      unitKey: unitKey(plan.id, neighbourhood.slug),
    }
  })
}

function unitOf(key: string): (typeof units)[number] {
  const unit = units.find((u) => u.key === key)
  if (unit === undefined) throw new Error(`no unit ${key}`)
  return unit
}
