import { useState } from 'react'
import type { PersonId, RelationshipId } from '#shared/ids.ts'
import type { Relatives } from '#shared/relatives/relatives.contract.ts'
import { listRelatives, withdrawRelationship } from '#shared/relatives/relatives.contract.ts'
import { say } from '../../components/toast.tsx'
import { useLive } from '../../parts/live/use-live.ts'
import type { Loaded } from '../../parts/loading/use-loaded.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

export interface MyRelatives extends Loaded<Relatives> {
  readonly busy: boolean
  /** Ends one now; true when the server has ended it. Otherwise the person is told why. */
  readonly withdraw: (relationshipId: RelationshipId) => Promise<boolean>
}

/** Whom I may book for and who may book for me, up to date while the page is open. */
export const useRelatives = (personId: PersonId): MyRelatives => {
  const loaded = useLoaded(() => call(listRelatives, {}), personId)
  const [busy, setBusy] = useState(false)
  useLive(`person/${personId}`, loaded.reload)

  const withdraw = async (relationshipId: RelationshipId) => {
    setBusy(true)
    try {
      loaded.put(await call(withdrawRelationship, { params: { relationshipId } }))
      say('已经收回，马上有效')
      return true
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
      return false
    } finally {
      setBusy(false)
    }
  }
  return { ...loaded, busy, withdraw }
}
