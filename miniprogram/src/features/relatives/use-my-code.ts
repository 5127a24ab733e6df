import { useEffect, useState } from 'react'
import type { PersonId } from '#shared/ids.ts'
import { relationshipTextVersion } from '#shared/relatives/relations.ts'
import { listRelatives, makeRelationCode } from '#shared/relatives/relatives.contract.ts'
import { say } from '../../components/toast.tsx'
import type { Gate } from '../../parts/gate/use-gate.tsx'
import { useLive } from '../../parts/live/use-live.ts'
import { call } from '../../platform/api.ts'
import { now } from '../../platform/clock.ts'
import { asFailure } from '../../platform/failure.ts'

/** `reading`: the text comes first; `shown`: six digits; `used`: by whom. */
export type MyCode =
  | { readonly status: 'reading' }
  | { readonly status: 'shown'; readonly code: string; readonly secondsLeft: number }
  | { readonly status: 'over' }
  | { readonly status: 'used'; readonly name: string }

type Kept =
  | { readonly status: 'reading' | 'over' }
  | { readonly status: 'used'; readonly name: string }
  | {
      readonly status: 'shown'
      readonly code: string
      readonly expiresAt: number
      readonly before: ReadonlySet<string>
    }

/** The code of the one served, from reading the text until somebody has typed it. */
export const useMyCode = (personId: PersonId, gate: Gate) => {
  const [kept, setKept] = useState<Kept>({ status: 'reading' })
  const [busy, setBusy] = useState(false)
  const [at, setAt] = useState(now)
  const showing = kept.status === 'shown'

  const make = async () => {
    if (!(await gate.pass('privacy_guide'))) return
    setBusy(true)
    try {
      const before = new Set((await bookers()).map(({ relationshipId }) => `${relationshipId}`))
      const body = { textVersion: relationshipTextVersion }
      const { code, expiresAt } = await call(makeRelationCode, { body })
      setAt(now())
      setKept({ status: 'shown', code, expiresAt: Date.parse(expiresAt), before })
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(false)
    }
  }

  useEffect(() => {
    if (!showing) return
    const timer = setInterval(() => setAt(now()), 1000)
    return () => clearInterval(timer)
  }, [showing])

  const look = async () => {
    if (kept.status !== 'shown') return
    // The page stays as it is while the server cannot be asked; the code works all the same.
    const found = await bookers().catch(() => [])
    const added = found.find(({ relationshipId }) => !kept.before.has(relationshipId))
    if (added !== undefined) setKept({ status: 'used', name: added.displayName })
  }
  useLive(showing ? `person/${personId}` : null, look)

  return { shown: shownOf(kept, at), busy, make }
}

const bookers = async () => (await call(listRelatives, {})).bookers

const shownOf = (kept: Kept, at: number): MyCode => {
  if (kept.status !== 'shown') return kept
  const secondsLeft = Math.ceil((kept.expiresAt - at) / 1000)
  if (secondsLeft <= 0) return { status: 'over' }
  return { status: 'shown', code: kept.code, secondsLeft }
}
