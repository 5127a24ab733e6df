import { useEffect, useRef, useState } from 'react'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { priceWords } from '#shared/offers/offers.words.ts'
import { Button } from '../../components/button.tsx'
import { Banner } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { Words } from '../../components/words.tsx'
import { openService } from '../../parts/bookings/booking-pages.ts'
import type { BookingActs } from '../../parts/bookings/use-booking.ts'
import { giveBack } from '../../parts/bookings/use-hold.ts'
import { useOfferFor } from '../../parts/bookings/use-offer-for.ts'
import { useTimeLeft } from '../../parts/bookings/use-time-left.ts'
import { useNow } from '../../parts/clock/use-now.ts'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { askBeforeLeaving } from '../../platform/leaving.ts'
import { goBack, isFirstPage } from '../../platform/navigation.ts'
import { useUnload } from '../../platform/page-lifecycle.ts'
import { ConfirmForm } from './confirm-form.tsx'
import { LeaveSheet } from './leave-sheet.tsx'
import { useConfirm } from './use-confirm.ts'

interface ConfirmHoldProps {
  readonly booking: BookingView
  readonly acts: BookingActs
}

/** One kept time: it becomes a booking, is given back, or runs out. */
export function ConfirmHold({ booking, acts }: ConfirmHoldProps) {
  const { subdistrictId, offerId, personId, priceFen } = booking
  const now = useNow()
  const gate = useGate()
  const [leaving, setLeaving] = useState(false)
  const done = useRef(false)
  const left = useTimeLeft(booking.holdUntil)
  const { state } = useOfferFor(subdistrictId, offerId, personId)
  const offer = state.status === 'ready' ? (state.value?.offer ?? null) : null
  const form = useConfirm(booking, acts, offer?.terms.payBy ?? [])

  useEffect(() => {
    askBeforeLeaving('还没有约好。离开以后，这个时间让给别人。')
    return () => askBeforeLeaving(null)
  }, [])
  // WeChat has asked; the browser's own arrow asks nothing, so there the time just runs out.
  useUnload(() => {
    if (process.env.TARO_ENV !== 'h5' && !done.current) giveBack(booking)
  })

  const confirm = async () => {
    const booked = await form.confirm()
    if (booked === null) return
    done.current = true
    askBeforeLeaving(null)
    // The page then finds that it is a booking, and makes room for that one's own page.
    acts.take(booked)
  }
  const leave = async () => {
    done.current = true
    askBeforeLeaving(null)
    await giveBack(booking)
    await goBack()
  }
  if (left === 0 || form.isOver) return <RanOut booking={booking} />
  return (
    <Screen
      title="确认一下"
      onBack={() => setLeaving(true)}
      footer={
        <Button
          words={buttonWords(form.hasClash, form.way === 'wechat' ? priceFen : 0)}
          busy={acts.busy}
          onPress={confirm}
        />
      }
    >
      <ConfirmForm booking={booking} offer={offer} form={form} left={left} now={now} gate={gate} />
      {leaving ? <LeaveSheet onStay={() => setLeaving(false)} onLeave={leave} /> : null}
      {gate.sheet}
    </Screen>
  )
}

const buttonWords = (hasClash: boolean, payFen: number): string => {
  const words = hasClash ? '仍要预约' : '确认预约'
  return payFen > 0 ? `${words}，去付 ${priceWords(payFen)}` : words
}

/** The kept time is over: it says so and leads back to the times. */
export function RanOut({ booking }: { booking: BookingView }) {
  const again = () =>
    isFirstPage()
      ? openService(booking.subdistrictId, { code: booking.serviceCode, kind: booking.kind })
      : goBack()
  return (
    <Screen title="留的时间到了">
      <Banner tone="yellow" title={`${booking.serviceName}的这个时间没有留住`} icon="clock">
        <Stack gap="s">
          <Words>为了不让别人白等，选好的时间只留几分钟。请再选一次，刚才写的话还在。</Words>
          <Button words="重新选时间" onPress={again} />
        </Stack>
      </Banner>
    </Screen>
  )
}
