import { phoneInGroups } from '#shared/accounts/phone.words.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import {
  bringTitle,
  countdownWords,
  nextWords,
  paidWords,
  untilWords,
} from '#shared/bookings/bookings.words.ts'
import { accessibilityWords } from '#shared/offers/offers.words.ts'
import { Card, ListRow } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { BookingStatusTag } from '../../parts/bookings/status-tag.tsx'
import { useTimeLeft } from '../../parts/bookings/use-time-left.ts'
import { When } from '../../parts/bookings/when.tsx'
import { showTheWay } from '../../platform/open-map.ts'
import { dial } from '../../platform/phone.ts'

interface FactsProps {
  readonly booking: BookingView
}

/** When it is, how it stands, and what happens next. */
export function BookingState({ booking, now }: FactsProps & { readonly now: Date }) {
  const { status, startsAt, endsAt, kind, isMine, personName, holdUntil } = booking
  const left = useTimeLeft(status === 'held' ? holdUntil : null)
  const hasLength = kind === 'time' || kind === 'session' || kind === 'visit'
  return (
    <Card>
      <Stack gap="s">
        <Row spread="between">
          <BookingStatusTag status={status} />
          {isMine ? null : <Words kind="strong">{`给${personName}约的`}</Words>}
        </Row>
        <When at={new Date(startsAt)} now={now} look="title" />
        {hasLength ? <Words kind="quiet">{untilWords(new Date(endsAt))}</Words> : null}
        <Words>{nextWords(booking, now)}</Words>
        {left === null ? null : <Words kind="strong">{`还剩 ${countdownWords(left)}`}</Words>}
      </Stack>
    </Card>
  )
}

/** Where it is, how to get there, whom to call. */
export function BookingWhere({ booking: { site, kind, placeLabel } }: FactsProps) {
  const comfort = site.accessibility.map((one) => accessibilityWords[one]).join('、')
  const wayThere = async () => {
    if (await showTheWay(site)) say('地址复制好了，可以粘贴到地图里找')
  }
  const atHome = kind === 'visit' || kind === 'haulage'
  return (
    <Card kind="rows" title={atHome ? '上门' : '在哪里'}>
      {atHome ? (
        <ListRow icon="home" title={placeLabel ?? '您家'} note={`${site.name}派人上门`} />
      ) : (
        <ListRow
          icon="pin"
          title={site.name}
          note={[site.address, comfort].filter((part) => part !== '').join('。')}
          label={`怎么去：${site.name}，${site.address}`}
          onPress={wayThere}
        />
      )}
      <ListRow
        icon="phone"
        title={phoneInGroups(site.phone)}
        note={`打电话给${site.name}`}
        onPress={() => dial(site.phone)}
      />
    </Card>
  )
}

/** Only worth a line when it was somebody else. */
const bookedBy = ({ bookedByName, personName }: BookingView): string =>
  bookedByName === personName ? '' : bookedByName

/** The rest: number, money, who comes, what was said. */
export function BookingFacts({ booking }: FactsProps) {
  const rows = [
    { title: '预约号', note: booking.number },
    { title: '给谁', note: booking.isMine ? '我自己' : booking.personName },
    { title: '谁约的', note: bookedBy(booking) },
    { title: '几个人', note: booking.party > 1 ? `${booking.party} 人` : '' },
    { title: '排号', note: booking.queueNo === null ? '' : `第 ${booking.queueNo} 号` },
    { title: '套餐', note: booking.menuSet ?? '' },
    { title: '谁来服务', note: booking.resourceName ?? '' },
    { title: '多少钱', note: paidWords(booking) },
    { title: bringTitle(booking.kind), note: booking.bring },
    { title: '您说的话', note: booking.note },
  ]
  return (
    <Card kind="rows" title="详细">
      {rows
        .filter(({ note }) => note !== '')
        .map(({ title, note }) => (
          <ListRow key={title} title={title} note={note} />
        ))}
    </Card>
  )
}
