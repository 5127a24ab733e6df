import { CARE_HOMES } from '../care/care-homes.ts'
import { serviceUnits } from '../offers/service-units.ts'
import { gridKey, neighbourhoodKey } from './build-subdistrict.ts'
import { hexing } from './hexing.ts'
import { liuwan } from './liuwan.ts'
import { PROPERTY_OFFICES } from './property-offices.ts'
import type { SeedUnit } from './seed-types.ts'
import type { SubdistrictPlan } from './subdistrict-plan.ts'

/** Who repairs, clears and mends; the slug is the code that case types name as their owner. */
export const HANDLING_UNITS = [
  { slug: 'urban-management', name: '城管中队' },
  { slug: 'greening', name: '绿化市容所' },
  { slug: 'housing', name: '房管办' },
  { slug: 'public-works', name: '市政养护队' },
  { slug: 'community-services', name: '社区服务办' },
  { slug: 'police', name: '派出所' },
] as const

/** All units, parents before children. */
export const units: readonly SeedUnit[] = [...hexingUnits(), ...liuwanUnits()]

/** The key of a unit; the slug of a 居委's unit is that of the 居委. */
export function unitKey(subdistrictId: string, slug: string): string {
  return `${subdistrictId}/unit/${slug}`
}

// Seven figures after 021: 555 00xx offices, 01xx grids, 02xx 居委, 03xx handling, 04xx sites,
// 05xx providers, 06xx property offices, 07xx care homes, 09xx 柳湾.
function landline(last: number): string {
  return `0215550${String(last).padStart(4, '0')}`
}

function hexingUnits(): SeedUnit[] {
  const { id } = hexing
  const office = unitKey(id, 'office')
  const duty = unitKey(id, 'duty-desk')
  return [
    unit(hexing, 'office', null, 'office', '合兴街道办事处', 10),
    unit(hexing, 'duty-desk', office, 'duty_desk', '合兴城运中心', 1),
    unit(hexing, 'hotline', duty, 'hotline_desk', '合兴热线受理台', 2),
    ...gridUnits(hexing, duty, 100),
    ...neighbourhoodUnits(hexing, 200),
    ...HANDLING_UNITS.map(({ slug, name }, i) =>
      unit(hexing, slug, office, 'handling_unit', `合兴${name}`, 301 + i),
    ),
    ...servingUnits(hexing, office),
    ...PROPERTY_OFFICES.map(({ slug, estateKey, name, phone }) => ({
      ...unit(hexing, slug, office, 'property', name, phone),
      placeKey: estateKey,
    })),
    ...careHomes(hexing, office),
  ]
}

function liuwanUnits(): SeedUnit[] {
  const duty = unitKey(liuwan.id, 'duty-desk')
  return [
    unit(liuwan, 'duty-desk', null, 'duty_desk', '柳湾城运中心', 901),
    ...gridUnits(liuwan, duty, 910),
    ...neighbourhoodUnits(liuwan, 920),
    unit(liuwan, 'public-works', duty, 'handling_unit', '柳湾市政养护队', 931),
    ...servingUnits(liuwan, duty),
    ...careHomes(liuwan, duty),
  ]
}

function unit(
  plan: SubdistrictPlan,
  slug: string,
  parentKey: string | null,
  kind: SeedUnit['kind'],
  name: string,
  phone: number,
): SeedUnit {
  return {
    key: unitKey(plan.id, slug),
    subdistrictId: plan.id,
    parentKey,
    kind,
    code: slug,
    name,
    placeKey: plan.id,
    phone: landline(phone),
  }
}

function servingUnits(plan: SubdistrictPlan, parentKey: string): SeedUnit[] {
  return serviceUnits
    .filter(({ subdistrictId }) => subdistrictId === plan.id)
    .map(({ slug, kind, name, phone }) => unit(plan, slug, parentKey, kind, name, phone))
}

function careHomes(plan: SubdistrictPlan, parentKey: string): SeedUnit[] {
  return CARE_HOMES.filter(({ subdistrictId }) => subdistrictId === plan.id).map(
    ({ slug, estateKey, name, phone }) => ({
      ...unit(plan, slug, parentKey, 'care_home', name, phone),
      placeKey: estateKey,
    }),
  )
}

/** The station of a grid, from 1. */
export function gridUnitKey(plan: SubdistrictPlan, grid: number): string {
  return unitKey(plan.id, `grid-${grid}`)
}

function gridUnits(plan: SubdistrictPlan, parentKey: string, phoneBase: number): SeedUnit[] {
  return plan.gridNames.map((name, i) => ({
    key: gridUnitKey(plan, i + 1),
    subdistrictId: plan.id,
    parentKey,
    kind: 'grid_station',
    code: null,
    name: `${name}工作站`,
    placeKey: gridKey(plan, i + 1),
    phone: landline(phoneBase + i + 1),
  }))
}

function neighbourhoodUnits(plan: SubdistrictPlan, phoneBase: number): SeedUnit[] {
  return plan.neighbourhoods.map((neighbourhood, i) => ({
    key: unitKey(plan.id, neighbourhood.slug),
    subdistrictId: plan.id,
    parentKey: gridUnitKey(plan, neighbourhood.grid),
    kind: 'neighbourhood_committee',
    code: null,
    name: neighbourhood.name,
    placeKey: neighbourhoodKey(plan, neighbourhood),
    phone: landline(phoneBase + i + 1),
  }))
}
