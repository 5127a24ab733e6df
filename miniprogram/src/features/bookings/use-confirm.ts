import { useState } from 'react'
import type { BookingView, Clash } from '#shared/bookings/bookings.contract.ts'
import { confirmBooking } from '#shared/bookings/bookings.contract.ts'
import type { PayWay } from '#shared/offers/offer-terms.ts'
import { say } from '../../components/toast.tsx'
import { clashesOf, clashIn } from '../../parts/bookings/clashes.ts'
import { useAddress } from '../../parts/bookings/use-address.ts'
import type { BookingActs } from '../../parts/bookings/use-booking.ts'
import { isDecided } from '../../parts/loading/decided.ts'
import { useRenovationChoice } from '../../parts/renovations/renovation-choice.tsx'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'
import { useNoteDraft } from './use-note-draft.ts'

/** What is said about a kept time before it becomes a booking. */
export const useConfirm = (booking: BookingView, acts: BookingActs, ways: readonly PayWay[]) => {
  const { note, setNote, forget } = useNoteDraft(`${booking.offerId}/${booking.personId}`)
  const [chosenWay, setWay] = useState<PayWay | null>(null)
  const { address, setAddress, keep } = useAddress(booking.personId, booking.isMine)
  const [asked, setAsked] = useState(false)
  /** The server found one that this page did not know of. */
  const [found, setFound] = useState<readonly Clash[] | null>(null)
  /** The server says so; the phone's own clock may be slow. */
  const [isOver, setIsOver] = useState(false)
  const clashes = found ?? clashesOf(booking.bookingId)
  const hasClash = found !== null || clashes.length > 0

  const way: PayWay = booking.priceFen === 0 ? 'free' : (chosenWay ?? ways[0] ?? booking.payBy)
  // A load of a renovation stands where that one is registered.
  const choosing = useRenovationChoice(booking)
  const needsAddress = booking.kind === 'visit' || (booking.kind === 'haulage' && !choosing.isAsked)
  const addressProblem =
    needsAddress && address === null
      ? booking.kind === 'haulage'
        ? '请选东西在哪家'
        : '请选上门的地点'
      : needsAddress && address?.doorNo.trim() === ''
        ? '请写几号几室，好找'
        : undefined

  const renovationProblem =
    choosing.isAsked && choosing.renovation === null ? '请选是哪次装修的垃圾' : undefined

  /** The booking; null when something is missing or it was refused, which the person is told. */
  const confirm = async (): Promise<BookingView | null> => {
    setAsked(true)
    const missing = addressProblem ?? renovationProblem
    if (missing !== undefined) {
      // What is missing may stand above what one sees.
      say(missing, 'problem')
      return null
    }
    const place =
      needsAddress && address !== null
        ? { place: { placeId: address.placeId, doorNo: address.doorNo.trim() } }
        : {}
    const body = {
      payBy: way,
      note: note.trim(),
      ...place,
      ...(choosing.isAsked && choosing.renovation !== null
        ? { renovationId: choosing.renovation.renovationId }
        : {}),
      ...(hasClash ? { despiteClash: true } : {}),
    }
    const answer = await acts.attempt(JSON.stringify(body), (idempotencyKey) =>
      call(confirmBooking, { params: acts.params, body }, { idempotencyKey }),
    )
    if (!(answer instanceof Failure)) {
      await forget()
      if (needsAddress) await keep()
      return answer.booking
    }
    if (answer.code === 'hold_over') setIsOver(true)
    else say(answer.words, 'problem')
    if (answer.code === 'clash') setFound(clashIn(answer))
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
    choosing,
    renovationProblem: asked ? renovationProblem : undefined,
    clashes,
    hasClash,
    isOver,
    confirm,
  }
}
export type Confirm = ReturnType<typeof useConfirm>
