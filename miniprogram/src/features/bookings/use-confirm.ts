import { useEffect, useState } from 'react'
import type { BookingView, Clash } from '#shared/bookings/bookings.contract.ts'
import { confirmBooking } from '#shared/bookings/bookings.contract.ts'
import type { PayWay } from '#shared/offers/offer-terms.ts'
import { say } from '../../components/toast.tsx'
import { clashesOf } from '../../parts/bookings/clashes.ts'
import type { BookingActs } from '../../parts/bookings/use-booking.ts'
import type { Address } from '../../parts/bookings/visit-address.tsx'
import { addressOfHome, parseAddress } from '../../parts/bookings/visit-address.tsx'
import { isDecided } from '../../parts/loading/decided.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'
import { currentSession } from '../../platform/session.ts'
import { readDraft, writeDraft } from '../../platform/storage.ts'
import { useNoteDraft } from './use-note-draft.ts'

const myHome = ({ isMine }: BookingView): Address | null => {
  const session = currentSession()
  return isMine && session.status === 'in' ? addressOfHome(session.me) : null
}

const addressDraft = ({ personId }: BookingView): string => `visit-address/${personId}`

/** Where we went last time to this person, from this device; my own home the first time. */
const useAddress = (booking: BookingView) => {
  const [address, setAddress] = useState<Address | null>(() => myHome(booking))
  const name = addressDraft(booking)
  useEffect(() => {
    let gone = false
    readDraft(name, parseAddress).then((kept) => {
      if (!gone && kept !== null) setAddress(kept)
    })
    return () => {
      gone = true
    }
  }, [name])
  return [address, setAddress] as const
}

/** What is said about a kept time before it becomes a booking. */
export const useConfirm = (booking: BookingView, acts: BookingActs, ways: readonly PayWay[]) => {
  const { note, setNote, forget } = useNoteDraft(booking.offerId)
  const [chosenWay, setWay] = useState<PayWay | null>(null)
  const [address, setAddress] = useAddress(booking)
  const [asked, setAsked] = useState(false)
  /** The server found one that this page did not know of. */
  const [clashFound, setClashFound] = useState(false)
  const clashes: readonly Clash[] = clashesOf(booking.bookingId)
  const hasClash = clashFound || clashes.length > 0

  const way: PayWay = booking.priceFen === 0 ? 'free' : (chosenWay ?? ways[0] ?? booking.payBy)
  const needsAddress = booking.kind === 'visit'
  const addressProblem =
    needsAddress && address === null
      ? '请选上门的地点'
      : needsAddress && address?.doorNo.trim() === ''
        ? '请写几号几室，上门好找'
        : undefined

  /** The booking; null when something is missing or it was refused, which the person is told. */
  const confirm = async (): Promise<BookingView | null> => {
    setAsked(true)
    if (addressProblem !== undefined) return null
    const place =
      needsAddress && address !== null
        ? { place: { placeId: address.placeId, doorNo: address.doorNo.trim() } }
        : {}
    const body = {
      payBy: way,
      note: note.trim(),
      ...place,
      ...(hasClash ? { despiteClash: true } : {}),
    }
    const answer = await acts.attempt(JSON.stringify(body), (idempotencyKey) =>
      call(confirmBooking, { params: acts.params, body }, { idempotencyKey }),
    )
    if (!(answer instanceof Failure)) {
      await forget()
      if (needsAddress) await writeDraft(addressDraft(booking), address)
      return answer.booking
    }
    if (answer.code === 'clash') setClashFound(true)
    else say(answer.words, 'problem')
    if (isDecided(answer)) acts.reload()
    return null
  }
  return {
    note,
    setNote,
    way,
    setWay,
    address,
    setAddress,
    needsAddress,
    addressProblem: asked ? addressProblem : undefined,
    clashes,
    hasClash,
    confirm,
  }
}
export type Confirm = ReturnType<typeof useConfirm>
