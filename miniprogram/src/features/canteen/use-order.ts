import { useRef, useState } from 'react'
import type { BookingView, Clash } from '#shared/bookings/bookings.contract.ts'
import { confirmBooking } from '#shared/bookings/bookings.contract.ts'
import type { Meal, MenuSet } from '#shared/canteen/canteen.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { PayWay } from '#shared/offers/offer-terms.ts'
import { priceWords } from '#shared/offers/offers.words.ts'
import { say } from '../../components/toast.tsx'
import { clashesOf } from '../../parts/bookings/clashes.ts'
import { useAddress } from '../../parts/bookings/use-address.ts'
import { giveBack, useHold } from '../../parts/bookings/use-hold.ts'
import { useOfferFor } from '../../parts/bookings/use-offer-for.ts'
import type { Served } from '../../parts/bookings/use-who.ts'
import { isDecided } from '../../parts/loading/decided.ts'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'

interface Wanted {
  readonly subdistrictId: SubdistrictId
  readonly meal: Meal
  readonly set: MenuSet
  readonly who: Served
}

const slotOf = (meal: Meal) => {
  const { offerId, occurrenceId, siteId, siteName, startsAt, endsAt, left } = meal
  return { offerId, occurrenceId, siteId, siteName, startsAt, endsAt, left, waiting: 0 }
}

/** One order: the place is kept and the order confirmed under one press. */
export const useOrder = ({ subdistrictId, meal, set, who }: Wanted) => {
  const { busy: holding, hold } = useHold(subdistrictId)
  const { busy: confirming, attempt } = useAttempt()
  const { address, setAddress, keep } = useAddress(who.personId, who.isMe)
  const { state } = useOfferFor(subdistrictId, meal.offerId, who.personId)
  const [party, setParty] = useState(1)
  const [isDelivered, setDelivered] = useState(false)
  const [chosenWay, setWay] = useState<PayWay | null>(null)
  const [asked, setAsked] = useState(false)
  const [clashes, setClashes] = useState<readonly Clash[]>([])
  const [clashFound, setClashFound] = useState(false)
  /** Of one portion, as the server said it when the place was kept. */
  const [saidFen, setSaidFen] = useState<number | null>(null)
  const held = useRef<BookingView | null>(null)

  const found = state.status === 'ready' ? state.value : null
  const eachFen = saidFen ?? found?.priceFen ?? meal.fullFen
  const ways = meal.payBy.filter((way) => way !== 'free')
  // At the counter one pays when one gets it: nothing to install, nothing to give back.
  const usual = ways.includes('counter') ? 'counter' : (ways[0] ?? 'free')
  const way: PayWay = eachFen === 0 ? 'free' : (chosenWay ?? usual)
  const addressProblem = !isDelivered
    ? undefined
    : address === null
      ? '请选送到哪里'
      : address.doorNo.trim() === ''
        ? '请写几号几室，送餐好找'
        : undefined

  const keptFor = async (): Promise<BookingView | null> => {
    if (held.current?.party === party) return held.current
    const kept = await hold(slotOf(meal), who.personId, party)
    if (kept instanceof Failure) {
      held.current = null
      say(kept.words, 'problem')
      return null
    }
    held.current = kept
    return kept
  }

  /** The order; null when something is missing or refused, which the person is told. */
  const order = async (): Promise<BookingView | null> => {
    setAsked(true)
    if (addressProblem !== undefined) return null
    const kept = await keptFor()
    if (kept === null) return null
    const found = clashesOf(kept.bookingId)
    const isNews = found.length > 0 && !clashFound && clashes.length === 0
    setClashes(found)
    // Nobody pays a price that he was not shown.
    if (kept.priceFen !== eachFen * party) {
      setSaidFen(Math.round(kept.priceFen / party))
      say(`价格是 ${priceWords(kept.priceFen)}，请再确认一次`)
      return null
    }
    if (isNews) return null
    const place =
      isDelivered && address !== null
        ? { place: { placeId: address.placeId, doorNo: address.doorNo.trim() } }
        : {}
    const despite = clashFound || found.length > 0 ? { despiteClash: true } : {}
    const body = { payBy: way, note: '', menuSet: set.name, isDelivered, ...place, ...despite }
    const params = { subdistrictId, bookingId: kept.bookingId }
    const answer = await attempt(JSON.stringify([params, body]), (idempotencyKey) =>
      call(confirmBooking, { params, body }, { idempotencyKey }),
    )
    if (!(answer instanceof Failure)) {
      held.current = null
      if (isDelivered) await keep()
      return answer.booking
    }
    if (answer.code === 'clash') setClashFound(true)
    else say(answer.words, 'problem')
    if (isDecided(answer) && answer.code !== 'clash') await leave()
    return null
  }

  /** What is kept and not ordered is for others. */
  const leave = async (): Promise<void> => {
    const kept = held.current
    held.current = null
    if (kept !== null) await giveBack(kept)
  }

  return {
    ...{ party, setParty, isDelivered, setDelivered, way, setWay, ways, address, setAddress },
    ...{ eachFen, clashes, order, leave },
    addressProblem: asked ? addressProblem : undefined,
    hasClash: clashFound || clashes.length > 0,
    // Nothing is confirmed before its price is shown.
    busy: holding || confirming || state.status === 'loading',
    ageUnknown: found?.ageUnknown === true && meal.seniorFromAge !== null,
  }
}
export type Order = ReturnType<typeof useOrder>
