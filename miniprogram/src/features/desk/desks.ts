import type { Me } from '#shared/accounts/accounts.contract.ts'
import { callingRoles, caseStaffRoles, dutyDeskRoles } from '#shared/accounts/roles.ts'
import { roleWords } from '#shared/accounts/roles.words.ts'
import type { deskQueues } from '#shared/cases/cases.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'

export type DeskQueue = (typeof deskQueues)[number]

/** One subdistrict a person works on cases for, and what his posts there let him see. */
export interface Desk {
  readonly subdistrictId: SubdistrictId
  readonly subdistrictName: string
  /** Posts in words: `社区专管员 · 和兴一居委`. */
  readonly who: string
  readonly queues: readonly DeskQueue[]
  /** Also calls people whom no message reaches. */
  readonly calls: boolean
}

const worksOnCases = new Set<string>(caseStaffRoles)
const calling = new Set<string>(callingRoles)
const atDutyDesk = new Set<string>(dutyDeskRoles)

/** The desks of a person, one for each subdistrict; none for someone without a post on cases. */
export const desksOf = (me: Me): readonly Desk[] => {
  const posts = me.posts.filter(({ role }) => worksOnCases.has(role))
  const subdistricts = [...new Set(posts.map(({ subdistrictId }) => subdistrictId))]
  return subdistricts.map((subdistrictId) => {
    const here = posts.filter((post) => post.subdistrictId === subdistrictId)
    const subdistrictName = here[0]?.subdistrictName ?? ''
    const duty = here.some(({ role }) => atDutyDesk.has(role))
    const leads = duty || here.some(({ role, isHead }) => isHead || role === 'grid_head')
    // The desk's own unit handles nothing; it sees the whole subdistrict anyway.
    const inUnit = !duty && here.some(({ unitId }) => unitId !== null)
    const may = { review: duty, mine: true, unit: inUnit, overdue: leads, all: true }
    const order: readonly DeskQueue[] = ['review', 'mine', 'unit', 'overdue', 'all']
    return {
      subdistrictId,
      subdistrictName,
      who: here
        .map(({ role, unitName, place }) =>
          [roleWords[role], place?.name ?? unitName]
            .filter((words) => words && words !== subdistrictName)
            .join(' · '),
        )
        .join('；'),
      queues: order.filter((queue) => may[queue]),
      calls: here.some(({ role }) => calling.has(role)),
    }
  })
}
