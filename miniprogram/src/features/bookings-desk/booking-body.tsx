import { View } from '@tarojs/components'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { paidWords, untilWords } from '#shared/bookings/bookings.words.ts'
import { answerDueWords, requestWaitWords, servedFactsWords } from '#shared/bookings/desk.words.ts'
import { Card, ListRow } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { BookingTimeline } from '../../parts/bookings/booking-timeline.tsx'
import { GivenBookingRating } from '../../parts/bookings/given-booking-rating.tsx'
import { BookingStatusTag } from '../../parts/bookings/status-tag.tsx'
import { When } from '../../parts/bookings/when.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { PhotoRow } from '../../parts/photos/photo-row.tsx'
import type { OpenStep } from './booking-steps.tsx'
import { MoneyCard } from './money-card.tsx'

interface BookingBodyProps {
  readonly booking: BookingView
  readonly onGo: (step: OpenStep) => void
  readonly reload: () => void
}

/** Everything the desk needs of one booking: how urgent, when, for whom, where, what was said. */
export function BookingBody({ booking, onGo, reload }: BookingBodyProps) {
  const now = useNow()
  const due = answerDueWords(booking, now)
  const { status, startsAt, endsAt, kind } = booking
  const hasLength = kind === 'time' || kind === 'session' || kind === 'visit'
  return (
    <Stack>
      <Card>
        <Stack gap="s">
          <Row spread="between">
            <BookingStatusTag status={status} reader="staff" />
            {status === 'requested' ? (
              <Words kind="strong">{requestWaitWords(booking, now)}</Words>
            ) : null}
          </Row>
          <When at={new Date(startsAt)} now={now} look="title" />
          {hasLength ? <Words kind="quiet">{untilWords(new Date(endsAt))}</Words> : null}
          {due === null ? null : (
            <Words kind={due.isLate ? 'danger' : 'main'}>
              {due.isLate ? `${due.words}，已经转给负责人` : due.words}
            </Words>
          )}
          {booking.endReason ? <Words>{`原因：${booking.endReason}`}</Words> : null}
        </Stack>
      </Card>
      <Whom booking={booking} onGo={onGo} />
      <Facts booking={booking} />
      {booking.paid === 'paid' || booking.paid === 'refunded' ? (
        <MoneyCard booking={booking} reload={reload} />
      ) : null}
      {booking.photoIds.length === 0 ? null : (
        <Card title="照片">
          <PhotoRow photoIds={booking.photoIds} what="服务的照片" />
        </Card>
      )}
      {booking.rating === null ? null : (
        <GivenBookingRating rating={booking.rating} title="本人的评价" now={now} />
      )}
      <Card title="经过">
        <BookingTimeline events={booking.events} now={now} />
      </Card>
    </Stack>
  )
}

/** Who comes, who booked, and the way to their phones. */
function Whom({ booking, onGo }: Pick<BookingBodyProps, 'booking' | 'onGo'>) {
  const { personName, bookedByName, staff, note, may } = booking
  const canReveal = may.includes('reveal_phone')
  const other = bookedByName === personName ? '' : `由${bookedByName}预约`
  const booker = staff?.bookerPhoneMasked ?? null
  const phone =
    staff?.phoneMasked ??
    (booker === null || other === '' ? '没有留电话' : `${bookedByName} ${booker}`)
  return (
    <Card kind="rows">
      <ListRow
        icon="person"
        title={personName}
        note={[servedFactsWords(booking), other].filter((part) => part !== '').join('。')}
      />
      {canReveal ? (
        <ListRow
          icon="phone"
          title={phone}
          note="查看完整电话，要说明原因"
          label={`查看${personName}的电话`}
          onPress={() => onGo('reveal_phone')}
        />
      ) : (
        <ListRow icon="phone" title={phone} />
      )}
      {note === '' ? null : <ListRow icon="report" title={note} note="预约时说的话" />}
    </Card>
  )
}

function Facts({ booking }: { booking: BookingView }) {
  const { site, kind, placeLabel, bring } = booking
  const away = kind === 'visit' || kind === 'haulage'
  const rows = [
    { title: away ? '去哪里' : '在哪里', note: away ? (placeLabel ?? '') : site.name },
    { title: '预约号', note: booking.number },
    { title: '谁来服务', note: booking.resourceName ?? '' },
    { title: '几个人', note: booking.party > 1 ? `${booking.party} 人` : '' },
    { title: '排号', note: booking.queueNo === null ? '' : `第 ${booking.queueNo} 号` },
    { title: '套餐', note: booking.menuSet ?? '' },
    { title: '多少钱', note: paidWords(booking) },
    { title: '要带什么', note: bring },
  ]
  return (
    <View>
      <Card kind="rows">
        {rows
          .filter(({ note }) => note !== '')
          .map(({ title, note }) => (
            <ListRow key={title} title={title} note={note} />
          ))}
      </Card>
    </View>
  )
}
