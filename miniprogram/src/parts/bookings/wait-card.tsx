import { useState } from 'react'
import type { WaitView } from '#shared/bookings/bookings.contract.ts'
import { leaveWaits } from '#shared/bookings/bookings.contract.ts'
import { countdownWords, fullWhenWords } from '#shared/bookings/bookings.words.ts'
import { Button } from '../../components/button.tsx'
import { Banner, Card } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Tag } from '../../components/tag.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { go } from '../../platform/navigation.ts'
import { confirmPage, paramsOf } from './booking-pages.ts'
import { useTimeLeft } from './use-time-left.ts'

interface WaitProps {
  readonly wait: WaitView
  readonly me: string
  readonly now: Date
}

const factsOf = ({ wait, me, now }: WaitProps): string => {
  const { serviceName, slot, personId, personName } = wait
  const whom = personId === me ? '' : `给${personName} · `
  return `${serviceName}\n${fullWhenWords(new Date(slot.startsAt), now)}\n${whom}${slot.siteName}`
}

/** A place came free: it is kept for a while and then goes to the next one. */
export function OfferedWait(props: WaitProps) {
  const { subdistrictId, bookingId, offeredUntil } = props.wait
  const left = useTimeLeft(offeredUntil)
  if (bookingId === null || left === 0) return null
  return (
    <Banner tone="green" title="候补到位置了" icon="bell">
      <Words>{factsOf(props)}</Words>
      {left === null ? null : <Words kind="strong">{`给您留 ${countdownWords(left)}`}</Words>}
      <Button
        words="去确认"
        onPress={() => go(confirmPage, paramsOf({ subdistrictId, bookingId }))}
      />
    </Banner>
  )
}

/** Where one stands in a waiting list, and the way out of it. */
export function WaitCard(props: WaitProps & { readonly onLeft: () => void }) {
  const { wait, onLeft } = props
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const leave = async () => {
    setBusy(true)
    try {
      const { subdistrictId, waitId } = wait
      await call(leaveWaits, { params: { subdistrictId, waitId } })
      say('不再候补了')
      setAsking(false)
      onLeft()
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(false)
    }
  }
  const ahead = wait.position - 1
  return (
    <Card>
      <Stack gap="s">
        <Row spread="between">
          <Tag words="在候补" tone="yellow" />
          <Words kind="strong">{ahead <= 0 ? '下一个就是您' : `前面还有 ${ahead} 位`}</Words>
        </Row>
        <Words>{factsOf(props)}</Words>
        <Row>
          <Button
            words="不等了"
            kind="secondary"
            fit
            label={`不等了：${wait.serviceName}`}
            onPress={() => setAsking(true)}
          />
        </Row>
      </Stack>
      <Sheet
        open={asking}
        title="不再候补了吗"
        onClose={() => setAsking(false)}
        footer={
          <Row spread="even">
            <Button words="接着等" kind="secondary" onPress={() => setAsking(false)} />
            <Button words="不等了" kind="danger" busy={busy} onPress={leave} />
          </Row>
        }
      >
        <Words>不等了以后，想再等要重新排在后面。</Words>
      </Sheet>
    </Card>
  )
}
