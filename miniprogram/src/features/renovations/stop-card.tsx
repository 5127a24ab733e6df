import { paidWords } from '#shared/bookings/bookings.words.ts'
import { whenWords } from '#shared/bookings/when.words.ts'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import type { readRound } from '#shared/renovations/renovations.contract.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Tag } from '../../components/tag.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { openRequest } from '../../parts/staff/staff-pages.ts'
import { showTheWay } from '../../platform/open-map.ts'

export type Stop = ResponseOf<typeof readRound>['stops'][number]

interface StopCardProps {
  readonly stop: Stop
  readonly number: number
  readonly now: Date
  readonly onCollect: () => void
}

/** One load: where, whose, what was said; and that it is gone. */
export function StopCard({ stop, number, now, onCollect }: StopCardProps) {
  const { siteName, address, serviceName, personName, phoneMasked, note, placeLabel } = stop
  const isDone = stop.collectedAt !== null
  const missing = stop.status === 'no_show'
  const way = async () => {
    if (await showTheWay({ ...stop, name: siteName })) say('地址复制好了')
  }
  const facts = [
    `${serviceName}${stop.party > 1 ? `，${stop.party} 车` : ''}`,
    placeLabel === null ? null : `来自 ${placeLabel}`,
    [personName, phoneMasked].filter((one) => one !== null).join(' '),
    stop.paid === 'nothing' ? null : paidWords(stop),
  ]
  return (
    <Card title={`${number}. ${siteName}`}>
      <Stack gap="s">
        <Row spread="between">
          <Words kind="strong">{whenWords(new Date(stop.startsAt), now)}</Words>
          <Tag
            words={isDone ? '已拉走' : missing ? '没有放出来' : '等着拉'}
            tone={isDone ? 'green' : missing ? 'grey' : 'orange'}
          />
        </Row>
        <Words>{address}</Words>
        <Words kind="quiet">{facts.filter((one) => one !== null).join(' · ')}</Words>
        {note === '' ? null : <Words>{`“${note}”`}</Words>}
        <Row spread="fill">
          <Button
            words={process.env.TARO_ENV === 'h5' ? '复制地址' : '导航'}
            label={`怎么去第 ${number} 站`}
            kind="secondary"
            icon="pin"
            onPress={way}
          />
          <Button
            words="看预约"
            label={`看第 ${number} 站的预约`}
            kind="secondary"
            onPress={() => openRequest(stop.subdistrictId, stop.bookingId)}
          />
        </Row>
        {isDone || missing ? null : (
          <Button
            words="拉走了"
            label={`第 ${number} 站拉走了`}
            icon="camera"
            onPress={onCollect}
          />
        )}
      </Stack>
    </Card>
  )
}
