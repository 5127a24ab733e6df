import { useCallback, useEffect, useState } from 'react'
import type { PersonId } from '#shared/ids.ts'
import { currentSession } from '../../platform/session.ts'
import { readDraft, writeDraft } from '../../platform/storage.ts'
import type { Address } from './visit-address.tsx'
import { addressOfHome, parseAddress } from './visit-address.tsx'

const myHome = (isMine: boolean): Address | null => {
  const session = currentSession()
  return isMine && session.status === 'in' ? addressOfHome(session.me) : null
}

/** Where we went last time to this person, from this device; my own home the first time. */
export const useAddress = (personId: PersonId, isMine: boolean) => {
  const [address, setAddress] = useState<Address | null>(() => myHome(isMine))
  const name = `visit-address/${personId}`
  useEffect(() => {
    let gone = false
    readDraft(name, parseAddress).then((kept) => {
      if (!gone && kept !== null) setAddress(kept)
    })
    return () => {
      gone = true
    }
  }, [name])
  const keep = useCallback(() => writeDraft(name, address), [name, address])
  return { address, setAddress, keep }
}
