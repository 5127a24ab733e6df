import type { readDemand } from '#shared/bookings/demand.contract.ts'
import { demandCsvHeads } from '#shared/bookings/demand.words.ts'
import { csvLine, csvStart } from '#shared/http/csv.ts'
import type { QueryOf, ResponseOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { addDays } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Offers } from '../offers/offers.service.ts'
import type { Platform } from '../platform/platform.ts'
import { countDemand } from './demand.store.ts'

/** Fewer grades than this say something about a person, not about a service. */
const fewestGrades = 3
const longestDays = 366

type Query = QueryOf<typeof readDemand>
type Row = ResponseOf<typeof readDemand>['rows'][number]

/** What was wanted, given and missed. */
export const createDemand = ({ database }: Platform, { offers }: { readonly offers: Offers }) => {
  /** Of the sites where the actor works; the desk of the subdistrict sees all, and what has no site. */
  const read = async (
    actor: Actor,
    subdistrictId: SubdistrictId,
    { from, to, serviceCode, siteId }: Query,
  ): Promise<Row[]> => {
    if (to < from || to > addDays(from, longestDays))
      throw new Refusal('invalid_request', { where: 'query', field: 'to', rule: 'range' })
    const own = await offers.sitesOf(database.reader, actor, subdistrictId)
    const wanted =
      siteId === undefined ? own : own === 'all' ? [siteId] : own.filter((id) => id === siteId)
    const rows = await countDemand(database.reader, {
      subdistrictId,
      from,
      to,
      serviceCode: serviceCode ?? null,
      siteIds: wanted === 'all' ? null : wanted,
    })
    return rows.map(({ gradeSum, graded, ...row }) => ({
      ...row,
      grade: graded < fewestGrades ? null : Math.round((gradeSum / graded) * 100) / 100,
    }))
  }

  const columns = Object.keys(demandCsvHeads).filter(isColumn)

  return {
    read,
    /** UTF-8 with a byte-order mark, without which Excel reads Chinese wrongly. */
    csv: async (actor: Actor, subdistrictId: SubdistrictId, query: Query): Promise<Buffer> => {
      const rows = await read(actor, subdistrictId, query)
      const lines = [
        columns.map((column) => demandCsvHeads[column]),
        ...rows.map((row) => columns.map((column) => row[column])),
      ]
      return Buffer.from(`${csvStart}${lines.map(csvLine).join('')}`)
    },
  }
}
export type Demand = ReturnType<typeof createDemand>

const isColumn = (name: string): name is keyof typeof demandCsvHeads => name in demandCsvHeads
