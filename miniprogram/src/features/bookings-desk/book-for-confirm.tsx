import { useState } from 'react'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { confirmBooking } from '#shared/bookings/bookings.contract.ts'
import { countdownWords, fullWhenWords } from '#shared/bookings/bookings.words.ts'
import { priceWords } from '#shared/offers/offers.words.ts'
import { Button } from '../../components/button.tsx'
import { Banner, Card, ListRow } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { clashesOf } from '../../parts/bookings/clashes.ts'
import { MealChoice, useMealChoice } from '../../parts/bookings/meal-choice.tsx'
import { useTimeLeft } from '../../parts/bookings/use-time-left.ts'
import type { Address } from '../../parts/bookings/visit-address.tsx'
import { VisitAddress } from '../../parts/bookings/visit-address.tsx'
import { When } from '../../parts/bookings/when.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'

interface BookForConfirmProps {
  readonly booking: BookingView
  readonly onBack: () => void
  readonly onDone: (booking: BookingView) => void
}

/** Read to the person before it is booked; the price is paid at the counter. */
export function BookForConfirm({ booking, onBack, onDone }: BookForConfirmProps) {
  const { subdistrictId, bookingId, personName, priceFen, kind } = booking
  const now = useNow()
  const gate = useGate()
  const left = useTimeLeft(booking.holdUntil)
  const [address, setAddress] = useState<Address | null>(null)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const [clashFound, setClashFound] = useState(false)
  const { busy, attempt } = useAttempt()
  const clashes = clashesOf(bookingId)
  const hasClash = clashFound || clashes.length > 0
  const meal = useMealChoice(booking)
  const isLoad = kind === 'haulage'
  const goesHome = kind === 'visit' || isLoad || meal.isDelivered
  const addressProblem = !goesHome
    ? undefined
    : address === null
      ? isLoad
        ? '请选东西在哪家'
        : '请选上门的地点'
      : address.doorNo.trim() === ''
        ? '请写几号几室'
        : undefined

  const confirm = async () => {
    setTried(true)
    if (addressProblem !== undefined || meal.problem !== undefined) return
    const body = {
      payBy: priceFen === 0 ? ('free' as const) : ('counter' as const),
      note: note.trim(),
      ...meal.body,
      ...(goesHome && address !== null
        ? { place: { placeId: address.placeId, doorNo: address.doorNo.trim() } }
        : {}),
      ...(hasClash ? { despiteClash: true } : {}),
    }
    const params = { subdistrictId, bookingId }
    const answer = await attempt(JSON.stringify(body), (idempotencyKey) =>
      call(confirmBooking, { params, body }, { idempotencyKey }),
    )
    if (!(answer instanceof Failure)) return onDone(answer.booking)
    if (answer.code === 'clash') setClashFound(true)
    else say(failureWords(answer), 'problem')
  }
  if (left === 0) {
    return (
      <Screen title="时间留过头了" onBack={onBack}>
        <Banner tone="yellow" title="这个时间没有留住" icon="clock">
          <Button words="重新选时间" onPress={onBack} />
        </Banner>
      </Screen>
    )
  }
  return (
    <Screen
      title="念给他听，再确认"
      onBack={onBack}
      footer={
        <Row spread="even">
          <Button words="换时间" kind="secondary" onPress={onBack} />
          <Button words={hasClash ? '仍要预约' : '确认预约'} busy={busy} onPress={confirm} />
        </Row>
      }
    >
      <Stack>
        {left === null ? null : (
          <Banner tone="blue" title={`这个时间留 ${countdownWords(left)}`} icon="clock" />
        )}
        {hasClash ? (
          <Banner tone="yellow" title={`${personName}这个时间还有别的预约`}>
            <Stack gap="s">
              {clashes.map((clash) => (
                <Words key={`${clash.serviceName}${clash.startsAt}`}>
                  {`${fullWhenWords(new Date(clash.startsAt), now)}，${clash.serviceName}，${clash.siteName}`}
                </Words>
              ))}
              <Words>问问他赶不赶得及。</Words>
            </Stack>
          </Banner>
        ) : null}
        <Card>
          <Stack gap="s">
            <Words kind="lead">{`${personName}，${booking.serviceName}`}</Words>
            <When at={new Date(booking.startsAt)} now={now} look="title" />
            <Words>
              {kind === 'visit'
                ? `${booking.siteName}派人上门`
                : `${booking.siteName}，${booking.site.address}`}
            </Words>
          </Stack>
        </Card>
        <Card kind="rows">
          {booking.party > 1 ? <ListRow title="几个人" note={`${booking.party} 人`} /> : null}
          <ListRow
            title="多少钱"
            note={priceFen === 0 ? '免费' : `${priceWords(priceFen)}，到场付或现在收`}
          />
          {booking.bring === '' ? null : <ListRow title="要带什么" note={booking.bring} />}
        </Card>
        <MealChoice choosing={meal} error={tried ? meal.problem : undefined} />
        {goesHome ? (
          <VisitAddress
            {...(isLoad ? { what: '东西在哪家' } : {})}
            address={address}
            gate={gate}
            error={tried ? addressProblem : undefined}
            onChange={setAddress}
          />
        ) : null}
        <Field
          label="他还说了什么"
          optional
          placeholder="例如：坐轮椅来，耳朵不好"
          value={note}
          onChange={setNote}
          maxLength={300}
        />
      </Stack>
      {gate.sheet}
    </Screen>
  )
}
