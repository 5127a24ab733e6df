import type { Me } from '#shared/accounts/accounts.contract.ts'
import { bookingStaffRoles } from '#shared/accounts/roles.ts'
import { roleWords } from '#shared/accounts/roles.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { subdistrictId } from '#shared/ids.ts'
import { isRecord } from '../../platform/failure.ts'

/** One subdistrict in which a person works with bookings. */
export interface BookingDesk {
  readonly subdistrictId: SubdistrictId
  readonly subdistrictName: string
  /** Posts in words: `服务点工作人员 · 综合为老服务中心`. */
  readonly who: string
}

const works = new Set<string>(bookingStaffRoles)

/** The desks of a person, one for each subdistrict; none for whoever has no post with bookings. */
export const bookingDesksOf = (me: Me): readonly BookingDesk[] => {
  const posts = me.posts.filter(({ role }) => works.has(role))
  return [...new Set(posts.map((post) => post.subdistrictId))].map((at) => {
    const here = posts.filter((post) => post.subdistrictId === at)
    const subdistrictName = here[0]?.subdistrictName ?? ''
    const who = here
      .map(({ role, unitName, place }) =>
        [roleWords[role], unitName ?? place?.name]
          .filter((words) => words && words !== subdistrictName)
          .join(' · '),
      )
      .join('；')
    return { subdistrictId: at, subdistrictName, who }
  })
}

/** One that was kept on this device for a start without a network. */
export const parseDesk = (stored: unknown): BookingDesk | null => {
  if (!isRecord(stored)) return null
  const { subdistrictId: at, subdistrictName, who } = stored
  if (typeof at !== 'string' || typeof subdistrictName !== 'string') return null
  return typeof who === 'string' ? { subdistrictId: subdistrictId(at), subdistrictName, who } : null
}
