import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import {
  acceptBooking,
  checkInBooking,
  markNoShow,
  undoCheckIn,
} from '#shared/bookings/desk.contract.ts'
import type { StaffAction } from '#shared/bookings/desk.words.ts'
import { staffActionWords } from '#shared/bookings/desk.words.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Row } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { openService } from '../../parts/bookings/booking-pages.ts'
import type { BookingActs } from '../../parts/bookings/use-booking.ts'
import { call } from '../../platform/api.ts'
import { now } from '../../platform/clock.ts'
import { CollectSheet } from './collect-sheet.tsx'
import { ProposeSheet } from './propose-sheet.tsx'
import { ReasonSheet } from './reason-sheet.tsx'
import { RevealSheet } from './reveal-sheet.tsx'
import { ServeSheet } from './serve-sheet.tsx'

export type OpenStep = StaffAction | 'more' | null

const order: readonly StaffAction[] = [
  'accept',
  'propose',
  'decline',
  'check_in',
  'serve',
  'collect',
  'no_show',
  'undo_check_in',
  'move',
  'cancel',
]
/** Only on the day itself. */
const ofToday = new Set<StaffAction>(['check_in', 'serve', 'no_show', 'undo_check_in'])
/** One of them says it already. */
const instead: Readonly<Partial<Record<StaffAction, StaffAction>>> = {
  cancel: 'decline',
  move: 'accept',
}

/** What staff may do with it now, the next natural step first. */
export const stepsOf = ({ may, startsAt, status }: BookingView): readonly StaffAction[] => {
  const isToday = shanghaiDay(new Date(startsAt)) === shanghaiDay(new Date(now()))
  const allowed = order.filter(
    (action) =>
      may.includes(action) &&
      (isToday || !ofToday.has(action)) &&
      // Nobody pays for what is not agreed yet.
      (action !== 'collect' || status !== 'requested'),
  )
  return allowed.filter((action) => {
    const other = instead[action]
    return other === undefined || !allowed.includes(other)
  })
}

interface StepProps {
  readonly booking: BookingView
  readonly acts: BookingActs
  readonly onGo: (step: OpenStep) => void
}

/** Steps of one tap; the others open a sheet. */
const useDirect = ({ booking, acts, onGo }: StepProps) => {
  const { personName } = booking
  return (step: StaffAction) => {
    if (step === 'accept')
      return acts.act(
        step,
        (params, idempotencyKey) => call(acceptBooking, { params, body: {} }, { idempotencyKey }),
        `接单了，已经告诉${personName}`,
      )
    if (step === 'check_in')
      return acts.act(
        step,
        (params, idempotencyKey) => call(checkInBooking, { params, body: {} }, { idempotencyKey }),
        `${personName}签到了`,
      )
    if (step === 'undo_check_in')
      return acts.act(
        step,
        (params, idempotencyKey) => call(undoCheckIn, { params, body: {} }, { idempotencyKey }),
        '签到撤销了',
      )
    if (step === 'no_show')
      return acts.act(
        step,
        (params, idempotencyKey) => call(markNoShow, { params, body: {} }, { idempotencyKey }),
        `${personName}记为没有来`,
      )
    if (step === 'move') {
      const { subdistrictId, serviceCode, bookingId, offerId } = booking
      const more = { move: bookingId, offer: offerId }
      return openService(subdistrictId, { code: serviceCode }, more)
    }
    onGo(step)
  }
}

/** In reach of the thumb: the next step and one more, the rest behind 更多. */
export function StepBar(props: StepProps) {
  const { booking, acts, onGo } = props
  const press = useDirect(props)
  const steps = stepsOf(booking)
  const [first, second, third, fourth] = steps
  if (first === undefined) return null
  const shown = fourth === undefined ? [third, second] : [second]
  return (
    <Row spread="fill">
      {fourth === undefined ? null : (
        <Button words="更多" kind="secondary" onPress={() => onGo('more')} />
      )}
      {shown.map((step) =>
        step === undefined ? null : (
          <Button
            key={step}
            words={staffActionWords[step]}
            kind="secondary"
            onPress={() => press(step)}
          />
        ),
      )}
      <Button words={staffActionWords[first]} busy={acts.busy} onPress={() => press(first)} />
    </Row>
  )
}

interface OpenedStepProps extends StepProps {
  readonly open: OpenStep
  readonly onClose: () => void
}

/** The sheet of the step that was pressed. */
export function OpenedStep(props: OpenedStepProps) {
  const { open, booking, acts, onGo, onClose } = props
  const press = useDirect(props)
  if (open === 'more') {
    return (
      <Sheet open title="还可以做" onClose={onClose}>
        <Card kind="rows">
          {stepsOf(booking)
            .slice(2)
            .map((step) => (
              <ListRow
                key={step}
                title={staffActionWords[step]}
                onPress={() => {
                  onGo(null)
                  press(step)
                }}
              />
            ))}
        </Card>
      </Sheet>
    )
  }
  if (open === 'propose') return <ProposeSheet booking={booking} acts={acts} onClose={onClose} />
  if (open === 'decline' || open === 'cancel')
    return <ReasonSheet what={open} booking={booking} acts={acts} onClose={onClose} />
  if (open === 'reveal_phone')
    return <RevealSheet booking={booking} acts={acts} onClose={onClose} />
  if (open === 'serve') return <ServeSheet booking={booking} acts={acts} onClose={onClose} />
  if (open === 'collect') return <CollectSheet booking={booking} acts={acts} onClose={onClose} />
  return null
}
