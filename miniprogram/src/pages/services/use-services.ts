import { useEffect, useState } from 'react'
import type { SubdistrictId } from '#shared/ids.ts'
import type { ServiceRow } from '#shared/offers/offers.contract.ts'
import { listServices } from '#shared/offers/offers.contract.ts'
import type { Loaded } from '../../parts/loading/use-loaded.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'

// Long enough not to ask for every key, short enough not to be felt.
const pause = 250

interface Services extends Loaded<readonly ServiceRow[]> {
  /** What was searched for in what is shown; empty: everything. */
  readonly search: string
}

/** What can be booked there, or what fits the words typed; 剪头发 finds 理发. */
export const useServices = (subdistrictId: SubdistrictId, typed: string): Services => {
  const [search, setSearch] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim().slice(0, 40)), pause)
    return () => clearTimeout(timer)
  }, [typed])
  const loaded = useLoaded<readonly ServiceRow[]>(async () => {
    const query = search === '' ? {} : { search }
    return (await call(listServices, { params: { subdistrictId }, query })).services
  }, `${subdistrictId}/${search}`)
  return { ...loaded, search }
}
