import type { DemandRow } from '#shared/bookings/demand.contract.ts'

/** Counts that can be added up. */
export interface DemandSum {
  readonly offered: number
  readonly requested: number
  readonly accepted: number
  readonly waited: number
  readonly declined: number
  readonly cancelled: number
  readonly noShow: number
  readonly served: number
  readonly people: number
  readonly elders: number
  readonly unmet: number
}

const nothing: DemandSum = {
  offered: 0,
  requested: 0,
  accepted: 0,
  waited: 0,
  declined: 0,
  cancelled: 0,
  noShow: 0,
  served: 0,
  people: 0,
  elders: 0,
  unmet: 0,
}

const plus = (sum: DemandSum, row: DemandSum): DemandSum => ({
  offered: sum.offered + row.offered,
  requested: sum.requested + row.requested,
  accepted: sum.accepted + row.accepted,
  waited: sum.waited + row.waited,
  declined: sum.declined + row.declined,
  cancelled: sum.cancelled + row.cancelled,
  noShow: sum.noShow + row.noShow,
  served: sum.served + row.served,
  people: sum.people + row.people,
  elders: sum.elders + row.elders,
  unmet: sum.unmet + row.unmet,
})

export const sumOf = (rows: readonly DemandRow[]): DemandSum =>
  rows.reduce<DemandSum>(plus, nothing)

export interface ServiceDemand extends DemandSum {
  readonly code: string
  readonly name: string
  /** One for each week of the range, oldest first; weeks without anything too. */
  readonly weeks: readonly { readonly week: string; readonly sum: DemandSum }[]
}

/** Each service with its weeks, what is asked for most first. */
export const byService = (rows: readonly DemandRow[]): readonly ServiceDemand[] => {
  const weeks = [...new Set(rows.map(({ week }) => week))].sort()
  const names = new Map(rows.map(({ serviceCode, serviceName }) => [serviceCode, serviceName]))
  return [...names]
    .map(([code, name]) => {
      const own = rows.filter(({ serviceCode }) => serviceCode === code)
      const ofWeek = (week: string) => sumOf(own.filter((row) => row.week === week))
      return {
        code,
        name,
        ...sumOf(own),
        weeks: weeks.map((week) => ({ week, sum: ofWeek(week) })),
      }
    })
    .sort((one, other) => other.requested + other.unmet - (one.requested + one.unmet))
}

/** What is asked for most, and what is missed most; null where nothing was. */
export const extremesOf = (services: readonly ServiceDemand[]) => {
  const most = (count: (service: ServiceDemand) => number): ServiceDemand | null => {
    const [first] = [...services].sort((one, other) => count(other) - count(one))
    return first !== undefined && count(first) > 0 ? first : null
  }
  return { popular: most(({ accepted }) => accepted), missed: most(({ unmet }) => unmet) }
}

/** Whole percent; null of nothing. */
export const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 100)
