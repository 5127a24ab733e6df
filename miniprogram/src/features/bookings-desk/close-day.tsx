import { useState } from 'react'
import { closureReasons } from '#shared/bookings/desk.words.ts'
import { dayWords } from '#shared/bookings/when.words.ts'
import { offerId as asOfferId } from '#shared/ids.ts'
import { countClosure } from '#shared/offers/offers.contract.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Banner } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { DayPick } from '../../parts/days/day-pick.tsx'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { ReasonChoice, useReason } from './reason-choice.tsx'
import type { Calendar } from './use-calendar.ts'
import type { MySite } from './use-my-sites.ts'

interface CloseDayProps {
  readonly site: MySite
  readonly calendar: Calendar
  readonly today: string
  readonly onDone: () => void
}

const all = 'all'

/** How many it hits is said before; everybody booked is told, with the next places. */
export function CloseDay({ site, calendar, today, onDone }: CloseDayProps) {
  const [day, setDay] = useState<string | null>(null)
  const [offer, setOffer] = useState(all)
  const [asking, setAsking] = useState(false)
  const choice = useReason(closureReasons)
  const { reason } = choice
  const offerId = offer === all ? null : asOfferId(offer)
  const close = async () => {
    if (day === null) return
    setAsking(false)
    if (await calendar.close({ day, offerId, reason })) onDone()
  }
  const missing = day === null ? '先选哪一天' : reason === '' ? '先选为什么停办' : undefined
  return (
    <Stack gap="l">
      <DayPick label="停办哪一天" day={day} today={today} first={today} onChange={setDay} />
      <Choice
        label="停办什么"
        options={[
          { value: all, words: '整个服务点' },
          ...site.offers.map((one) => ({ value: String(one.offerId), words: one.serviceName })),
        ]}
        value={offer}
        onChange={setOffer}
      />
      <ReasonChoice label="为什么停办，会告诉约了的人" choice={choice} />
      {day === null ? null : (
        <Hit key={`${day}${offer}`} calendar={calendar} day={day} offerId={offerId} />
      )}
      <Button
        words="停办这一天"
        kind="danger"
        busy={calendar.busy}
        disabledReason={missing}
        onPress={() => setAsking(true)}
      />
      <Sheet
        open={asking && day !== null}
        title={day === null ? '' : `停办${dayWords(day, today)}`}
        onClose={() => setAsking(false)}
        footer={
          <Row spread="even">
            <Button words="先不停" kind="secondary" onPress={() => setAsking(false)} />
            <Button words="停办，告诉他们" kind="danger" busy={calendar.busy} onPress={close} />
          </Row>
        }
      >
        <Stack>
          <Words>{`原因：${reason}`}</Words>
          {day === null ? null : <Hit calendar={calendar} day={day} offerId={offerId} />}
        </Stack>
      </Sheet>
    </Stack>
  )
}

interface HitProps {
  readonly calendar: Calendar
  readonly day: string
  readonly offerId: ReturnType<typeof asOfferId> | null
}

function Hit({ calendar: { subdistrictId, siteId }, day, offerId }: HitProps) {
  const { state, reload } = useLoaded(() => {
    const query = { day, ...(offerId === null ? {} : { offerId }) }
    return call(countClosure, { params: { subdistrictId, siteId }, query })
  }, `${day}${offerId}`)
  return (
    <AsyncView state={state} retry={reload} skeleton="page">
      {({ bookings, people }) =>
        bookings === 0 ? (
          <Words>这天还没有人约。</Words>
        ) : (
          <Banner tone="yellow" title={`这天约了 ${bookings} 个，共 ${people} 个人`}>
            <Words>停办后这些预约全部取消，付的钱全退，马上告诉他们接下来能约的时间。</Words>
          </Banner>
        )
      }
    </AsyncView>
  )
}
