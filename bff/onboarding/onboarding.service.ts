import type { Transaction } from '#db/database.ts'
import { sqlState, violatedConstraint } from '#db/sql-state.ts'
import type { CaseType } from '#shared/cases/case-type.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Cases } from '../cases/cases.service.ts'
import type { Offers } from '../offers/offers.service.ts'
import type { PlaceBook, SubdistrictPlan } from '../places/place-book.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import { saveCatalogue } from './catalogue-saving.ts'
import type { Row, Tally } from './compare.ts'
import { compare } from './compare.ts'
import { FaultyFile } from './file-shapes.ts'
import { checkSubdistrictFile } from './subdistrict-checks.ts'
import { parseSubdistrictFile } from './subdistrict-file.ts'
import { planOf } from './subdistrict-plan.ts'

interface Services {
  readonly places: Pick<Places, 'saveSubdistrict' | 'bookOf'>
  readonly accounts: Pick<Accounts, 'saveStaff'>
  readonly cases: Pick<Cases, 'saveCaseTypes' | 'caseTypesOf'>
  readonly offers: Pick<Offers, 'saveCatalogue' | 'catalogueOf'>
}

export interface ImportReport {
  readonly subdistrictId: string
  readonly name: string
  readonly tallies: readonly Tally[]
  readonly remarks: readonly string[]
}

interface Parts extends Pick<SubdistrictPlan, 'subdistrict' | 'places' | 'units'> {
  readonly ranges: PlaceBook['index']['ranges']
}

// Only what a file says is compared: a row of the database has more.
const rowsOf = ({ subdistrict, places, units, ranges }: Parts) => {
  const names = new Map<string, string>(places.map((place) => [place.placeId, place.name]))
  const { subdistrictId, code, name, phone } = subdistrict
  return {
    subdistrict: [{ id: subdistrictId, name, value: [code, name, phone] }],
    places: places.map((p) => ({
      id: p.placeId,
      name: p.name,
      value: [p.parentId, p.kind, p.name, p.searchKeys, p.outline, p.centre],
    })),
    units: units.map((u) => ({
      id: u.unitId,
      name: u.name,
      value: [u.parentUnitId, u.kind, u.code, u.name, u.phone, u.placeId],
    })),
    // A range is known by what it says: there is nothing else to change about it.
    ranges: ranges.map((r) => {
      const value = [r.roadId, r.lane, r.from, r.to, r.parity, r.neighbourhoodId, r.estateId]
      const lane = r.lane === null ? '' : `${r.lane}弄`
      const said = `${names.get(r.roadId) ?? ''}${lane}${r.from}–${r.to}号`
      return { id: JSON.stringify(value), name: said, value }
    }),
  }
}

const partsOf = (book: PlaceBook) => ({
  subdistrict: book,
  places: [...book.places.values()],
  units: book.units,
  ranges: book.index.ranges,
})

const typeRows = (types: readonly CaseType[]): Row[] =>
  types.map((t) => ({
    id: `${t.code} ${t.validFrom}`,
    name: t.name,
    value: [
      ...[t.validTo, t.name, t.hint, t.ownerKind, t.ownerUnitCode, t.tier, t.severity],
      ...[t.timeUnit, t.firstContactMinutes, t.resolveMinutes, t.needsAfterPhoto, t.source],
    ],
  }))

const unownedTypes = (types: readonly CaseType[], units: SubdistrictPlan['units']): string[] => {
  const codes = new Set(units.map(({ code }) => code))
  return types
    .filter(({ ownerUnitCode }) => ownerUnitCode !== null && !codes.has(ownerUnitCode))
    .map(
      (type) => `${type.name}: no unit has the code ${type.ownerUnitCode}; the duty desk decides`,
    )
}

/** What the database alone can know; anything else is no fault of the file. */
const faultOf = (error: unknown): FaultyFile | undefined => {
  if (sqlState(error) !== '23505') return undefined
  const constraint = violatedConstraint(error)
  if (constraint === 'subdistricts_code_unique')
    return new FaultyFile(['code is that of another subdistrict here'])
  if (constraint === 'units_code')
    return new FaultyFile(['units: a unit imported before has this code under another key'])
  return undefined
}

/**
 * Brings a subdistrict in from the text of a file (shape: subdistrict-file.ts), all or nothing.
 * Doing it again changes only what differs.
 * @throws FaultyFile with every fault found, each naming its JSON path
 */
export const importSubdistrict = async (
  { accounts, cases, offers, places }: Services,
  { database }: Pick<Platform, 'database'>,
  text: string,
): Promise<ImportReport> => {
  const file = parseSubdistrictFile(text)
  const { faults, remarks } = checkSubdistrictFile(file)
  if (faults.length > 0) throw new FaultyFile(faults)
  const { plan, staff, caseTypes, catalogue } = planOf(file)
  const { subdistrictId, name } = plan.subdistrict
  const types = caseTypes ?? (await import('#db/seed/case-types.ts')).caseTypes

  const write = async (tx: Transaction): Promise<ImportReport> => {
    const book = await places.bookOf(tx, subdistrictId)
    const typesBefore = book ? await cases.caseTypesOf(tx, subdistrictId) : []
    const after = rowsOf(plan)
    const before = book && rowsOf(partsOf(book))
    const found = {
      subdistrict: compare('subdistrict', before?.subdistrict ?? [], after.subdistrict),
      places: compare('places', before?.places ?? [], after.places),
      ranges: compare('address ranges', before?.ranges ?? [], after.ranges),
      units: compare('units', before?.units ?? [], after.units),
      types: compare('case types', typeRows(typesBefore), typeRows(types)),
    }
    await places.saveSubdistrict(tx, plan)
    await cases.saveCaseTypes(tx, subdistrictId, types)
    const saved = await accounts.saveStaff(tx, staff)
    if (saved.faults.length > 0)
      throw new FaultyFile(saved.faults.map(({ at, words }) => `people[${at}] ${words}`))
    const booked = catalogue && (await saveCatalogue(tx, offers, subdistrictId, catalogue))
    const stays = (what: string, names: readonly string[]) =>
      names.map((gone) => `${what} ${gone}: no longer in the file; it stays, cases may name it`)
    return {
      subdistrictId,
      name,
      tallies: [
        ...Object.values(found).map(({ tally }) => tally),
        { what: 'people', ...saved.people },
        { what: 'posts', ...saved.posts, changed: [] },
        ...(booked?.tallies ?? []),
      ],
      remarks: [
        ...remarks,
        ...unownedTypes(types, plan.units),
        ...stays('place', found.places.gone),
        ...stays('unit', found.units.gone),
        ...stays('case type', found.types.gone),
        ...found.ranges.gone.map((gone) => `house numbers ${gone}: no longer in the file; removed`),
        ...saved.remarks,
        ...(booked?.remarks ?? []),
      ],
    }
  }
  try {
    return await database.inTransaction(write)
  } catch (error) {
    throw faultOf(error) ?? error
  }
}
