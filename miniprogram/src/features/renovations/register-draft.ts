import { useCallback, useEffect, useRef, useState } from 'react'
import type { RenovationScope } from '#shared/renovations/renovations.contract.ts'
import { renovationScopes } from '#shared/renovations/renovations.contract.ts'
import type { Address } from '../../parts/bookings/visit-address.tsx'
import { parseAddress } from '../../parts/bookings/visit-address.tsx'
import { isRecord } from '../../platform/failure.ts'
import { dropDraft, readDraft, writeDraft } from '../../platform/storage.ts'

/** A registration that is being filled in; kept on the device until the server has it. */
export interface RegisterDraft {
  readonly address: Address | null
  readonly scope: RenovationScope | null
  readonly startsOn: string | null
  readonly endsOn: string | null
  readonly contractor: string
  readonly signedName: string
}

const empty: RegisterDraft = {
  address: null,
  scope: null,
  startsOn: null,
  endsOn: null,
  contractor: '',
  signedName: '',
}

const name = 'register-renovation'
const textOr = <T>(said: unknown, other: T): string | T => (typeof said === 'string' ? said : other)

const parse = (stored: unknown): RegisterDraft | null =>
  isRecord(stored)
    ? {
        address: parseAddress(stored.address),
        scope: renovationScopes.find((scope) => scope === stored.scope) ?? null,
        startsOn: textOr(stored.startsOn, null),
        endsOn: textOr(stored.endsOn, null),
        contractor: textOr(stored.contractor, ''),
        signedName: textOr(stored.signedName, ''),
      }
    : null

/** Null until it was read from the device. */
export const useRegisterDraft = () => {
  const [draft, setDraft] = useState<RegisterDraft | null>(null)
  const latest = useRef<RegisterDraft>(empty)
  useEffect(() => {
    let gone = false
    readDraft(name, parse).then((kept) => {
      if (gone) return
      latest.current = kept ?? empty
      setDraft(latest.current)
    })
    return () => {
      gone = true
    }
  }, [])
  const change = useCallback((part: Partial<RegisterDraft>) => {
    latest.current = { ...latest.current, ...part }
    setDraft(latest.current)
    writeDraft(name, latest.current)
  }, [])
  const forget = useCallback(() => dropDraft(name), [])
  return { draft, change, forget }
}
