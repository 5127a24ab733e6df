import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import type { BookingId, SubdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { Heading } from '../../components/words.tsx'
import type { BookingActs } from '../../parts/bookings/use-booking.ts'
import { useBooking } from '../../parts/bookings/use-booking.ts'
import { BookingBody } from './booking-body.tsx'
import type { OpenStep } from './booking-steps.tsx'
import { OpenedStep, StepBar, stepsOf } from './booking-steps.tsx'
import s from './pane.module.scss'

interface OneBookingProps {
  readonly subdistrictId: SubdistrictId
  readonly bookingId: BookingId
}

/** Told after each step, so that the list beside it follows at once. */
const useStaffBooking = ({ subdistrictId, bookingId }: OneBookingProps, onChange: () => void) => {
  const acts = useBooking(subdistrictId, bookingId, `booking-desk/${subdistrictId}`)
  const changed = useRef(onChange)
  changed.current = onChange
  const act: BookingActs['act'] = async (...step) => {
    const booking = await acts.act(...step)
    changed.current()
    return booking
  }
  return { ...acts, act }
}

interface BookingPaneProps extends OneBookingProps {
  readonly onChange: () => void
}

/** One booking beside a list, its next step below it. */
export function BookingPane(props: BookingPaneProps) {
  const acts = useStaffBooking(props, props.onChange)
  const [open, setOpen] = useState<OpenStep>(null)
  return (
    <View className={s.detail}>
      <AsyncView state={acts.state} retry={acts.reload} skeleton="page">
        {(booking) => (
          <>
            <Stack>
              <Heading level={2}>{`${booking.personName} · ${booking.serviceName}`}</Heading>
              <BookingBody booking={booking} onGo={setOpen} reload={acts.reload} />
            </Stack>
            {stepsOf(booking).length === 0 ? null : (
              <View className={s.bar}>
                <StepBar booking={booking} acts={acts} onGo={setOpen} />
              </View>
            )}
            <OpenedStep
              open={open}
              booking={booking}
              acts={acts}
              onGo={setOpen}
              onClose={() => setOpen(null)}
            />
          </>
        )}
      </AsyncView>
    </View>
  )
}

/** The same as a page of its own, on a phone: the next step under the thumb. */
export function BookingScreen(props: OneBookingProps) {
  const acts = useStaffBooking(props, () => undefined)
  const [open, setOpen] = useState<OpenStep>(null)
  const booking = acts.state.status === 'ready' ? acts.state.value : null
  return (
    <Screen
      title={booking === null ? '预约' : `${booking.personName} · ${booking.serviceName}`}
      footer={
        booking === null || stepsOf(booking).length === 0 ? undefined : (
          <StepBar booking={booking} acts={acts} onGo={setOpen} />
        )
      }
    >
      <AsyncView state={acts.state} retry={acts.reload} skeleton="page">
        {(ready) => <BookingBody booking={ready} onGo={setOpen} reload={acts.reload} />}
      </AsyncView>
      {booking === null ? null : (
        <OpenedStep
          open={open}
          booking={booking}
          acts={acts}
          onGo={setOpen}
          onClose={() => setOpen(null)}
        />
      )}
    </Screen>
  )
}
