import { useEffect, useState } from 'react'
import type { ItemRow } from '#shared/guide/guide.contract.ts'
import { findGuideItems } from '#shared/guide/guide.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'

// The answer takes a few hundredths of a second: shorter than for lists that are made anew.
const pause = 150

/** What fits the words typed so far; `said` is what the shown answer is about, empty for nothing. */
export const useFind = (subdistrictId: SubdistrictId, typed: string) => {
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSaid(typed.trim().slice(0, 60)), pause)
    return () => clearTimeout(timer)
  }, [typed])
  const loaded = useLoaded<readonly ItemRow[]>(
    async () =>
      said === ''
        ? []
        : (await call(findGuideItems, { params: { subdistrictId }, query: { text: said } })).items,
    `${subdistrictId}/${said}`,
  )
  return { ...loaded, said }
}
