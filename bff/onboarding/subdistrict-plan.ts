import { seedId } from '#db/seed-id.ts'
import { normalisePhone } from '#shared/accounts/phone.ts'
import type { CaseType } from '#shared/cases/case-type.ts'
import { personId, placeId, postId, subdistrictId, unitId } from '#shared/ids.ts'
import type { LngLat } from '#shared/places/coordinates.ts'
import { gcj02ToWgs84 } from '#shared/places/coordinates.ts'
import { labelPosition } from '#shared/places/geometry.ts'
import type { StaffList } from '../accounts/staff-list.ts'
import type { Catalogue } from '../offers/catalogue.ts'
import type { KnownPlace, SubdistrictPlan } from '../places/place-book.ts'
import { placeKinds } from '../places/place-kinds.ts'
import { searchKeyList } from '../places/search-keys.ts'
import { cataloguePlan } from './catalogue-plan.ts'
import type { SubdistrictFile } from './subdistrict-file.ts'

export interface Onboarding {
  readonly plan: SubdistrictPlan
  readonly staff: StaffList
  /** Undefined: the twelve to start with. */
  readonly caseTypes: readonly CaseType[] | undefined
  readonly catalogue: Catalogue | undefined
}

const digitsOf = (phone: string): string => normalisePhone(phone) ?? phone
const levels = ['grid', 'neighbourhood', 'estate']

/** Turns a checked file into rows with ids that follow from its keys. */
export const planOf = (file: SubdistrictFile): Onboarding => {
  const id = subdistrictId(file.id)
  const idOf = (kind: string, key: string): string => seedId(`${id}/${kind}/${key}`)
  const placeOf = (key: string | undefined) =>
    placeId(key === undefined ? idOf('subdistrict', id) : idOf('place', key))
  const roadOf = (key: string) => placeId(idOf('road', key))
  const unitOf = (key: string) => unitId(idOf('unit', key))
  const onEarth = ([longitude, latitude]: [number, number]): [number, number] => {
    if (file.datum !== 'gcj02') return [longitude, latitude]
    const [east, north] = gcj02ToWgs84([longitude, latitude])
    return [east, north]
  }

  const places: KnownPlace[] = [...file.places]
    .sort((one, other) => levels.indexOf(one.kind) - levels.indexOf(other.kind))
    .map(({ key, parentKey, kind, name, outline, centre }) => {
      const ring = outline?.map(onEarth)
      const middle: LngLat = centre ? onEarth(centre) : labelPosition(ring ?? [])
      return {
        placeId: placeOf(key),
        parentId: placeOf(parentKey),
        kind,
        name,
        searchKeys: searchKeyList(name),
        outline: ring ? [ring] : [],
        centre: middle,
      }
    })
  const mean = (axis: 0 | 1) =>
    places.reduce((sum, { centre }) => sum + centre[axis], 0) / places.length
  const root: KnownPlace = {
    placeId: placeOf(undefined),
    parentId: null,
    kind: 'subdistrict',
    name: file.name,
    searchKeys: searchKeyList(file.name),
    outline: [],
    centre: [mean(0), mean(1)],
  }
  const roads: KnownPlace[] = file.roads.map(({ key, name, line: drawn }) => {
    const line = drawn.map(onEarth)
    return {
      placeId: roadOf(key),
      parentId: root.placeId,
      kind: 'road',
      name,
      searchKeys: searchKeyList(name),
      outline: [line],
      centre: line[Math.floor(line.length / 2)] ?? root.centre,
    }
  })

  return {
    plan: {
      subdistrict: {
        subdistrictId: id,
        code: file.code,
        name: file.name,
        phone: digitsOf(file.phone),
      },
      kinds: placeKinds,
      places: [root, ...places, ...roads],
      ranges: file.addressRanges.map(
        ({ roadKey, neighbourhoodKey, estateKey, lane = null, from, to, parity }) => ({
          rangeId: placeId(
            idOf(
              'range',
              [roadKey, lane, from, to, parity, neighbourhoodKey, estateKey ?? ''].join(' '),
            ),
          ),
          roadId: roadOf(roadKey),
          neighbourhoodId: placeOf(neighbourhoodKey),
          estateId: estateKey === undefined ? null : placeOf(estateKey),
          lane,
          from,
          to,
          parity,
        }),
      ),
      units: file.units.map(({ key, parentKey, kind, code = null, name, phone, placeKey }) => ({
        unitId: unitOf(key),
        parentUnitId: parentKey === undefined ? null : unitOf(parentKey),
        kind,
        code,
        name,
        phone: digitsOf(phone),
        placeId: placeOf(placeKey),
      })),
    },
    staff: {
      subdistrictId: id,
      people: file.people.map(({ key, name, phone, wecom }) => ({
        personId: personId(idOf('person', key)),
        name,
        phone: phone === undefined ? null : digitsOf(phone),
        wecomUserId: wecom?.toLowerCase() ?? null,
      })),
      posts: file.posts.map(({ personKey, role, unitKey, placeKey, from, isHead = false }) => {
        const key = [personKey, role, isHead, unitKey ?? '', placeKey ?? '', from].join(' ')
        const unit = file.units.find((one) => one.key === unitKey)
        return {
          postId: postId(idOf('post', key)),
          person: personId(idOf('person', personKey)),
          role,
          isHead,
          unitId: unitKey === undefined ? null : unitOf(unitKey),
          placeId: placeOf(placeKey ?? unit?.placeKey),
          startsAt: new Date(`${from}T00:00:00+08:00`),
        }
      }),
    },
    caseTypes: file.caseTypes?.map(({ ownerUnitCode = null, validTo = null, ...type }) => ({
      ...type,
      ownerUnitCode,
      validTo,
    })),
    catalogue:
      file.catalogue && cataloguePlan(file.catalogue, { idOf, unitOf, placeOf, onEarth, digitsOf }),
  }
}
