import { useEffect, useState } from 'react'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import { readPlaceOfficer } from '#shared/places/places.contract.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { currentSession, useSession } from '../../platform/session.ts'

export type Officer = ResponseOf<typeof readPlaceOfficer>

/** The officer of my home's neighbourhood; read when asked for, forgotten when home changes. */
export const useOfficer = () => {
  const [officer, setOfficer] = useState<Officer | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const session = useSession()
  const home = session.status === 'in' ? (session.me.home?.place.placeId ?? null) : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: another home has another officer
  useEffect(() => setOfficer(null), [home])

  const read = async (): Promise<void> => {
    const current = currentSession()
    const at = current.status === 'in' ? current.me.home : null
    if (at === null) return
    setBusy(true)
    setProblem(null)
    try {
      const params = { subdistrictId: at.subdistrictId, placeId: at.place.placeId }
      setOfficer(await call(readPlaceOfficer, { params }))
    } catch (thrown) {
      setProblem(asFailure(thrown).words)
    } finally {
      setBusy(false)
    }
  }
  return { officer, problem, busy, read }
}
