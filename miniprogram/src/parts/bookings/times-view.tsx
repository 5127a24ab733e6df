import { View } from '@tarojs/components'
import { useState } from 'react'
import { whereWords } from '#shared/bookings/bookings.words.ts'
import type { OfferKind } from '#shared/offers/offer-kinds.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Stack } from '../../components/layout.tsx'
import { Heading, Words } from '../../components/words.tsx'
import { DayStrip } from './day-strip.tsx'
import type { SiteOption } from './site-choice.tsx'
import { everywhere, SiteChoice } from './site-choice.tsx'
import { EarlySlot, TimeSlot } from './slot-button.tsx'
import s from './times-view.module.scss'
import type { Times, TimesOfDay } from './use-times.ts'

interface TimesViewProps {
  readonly times: Times
  readonly kind: OfferKind
  readonly now: Date
  readonly busy: boolean
  readonly onPick: (slot: Slot) => void
  /** Full times lead to the waiting list; otherwise they are left out. */
  readonly canWait?: boolean
}

/** The earliest three first, wherever they are; then by day and site. */
export function TimesView(props: TimesViewProps) {
  const { times, kind, now, busy, onPick, canWait = true } = props
  const open = (day: TimesOfDay) => {
    return { ...day, slots: day.slots.filter(({ left }) => canWait || left > 0) }
  }
  return (
    <AsyncView state={times.state} retry={times.reload}>
      {({ items, nextCursor }) => (
        <Stack>
          {times.earliest.length === 0 ? null : (
            <Stack gap="s">
              <Heading level={2}>最早的时间</Heading>
              {times.earliest.map((slot, at) => (
                <EarlySlot
                  key={`${slot.occurrenceId}${slot.startsAt}`}
                  slot={slot}
                  kind={kind}
                  now={now}
                  isFirst={at === 0}
                  busy={busy}
                  onPress={onPick}
                />
              ))}
            </Stack>
          )}
          {items.length === 0 ? (
            <Words>这两周没有可以约的时间。</Words>
          ) : (
            <ByDay days={items.map(open)} kind={kind} now={now} busy={busy} onPick={onPick} />
          )}
          {nextCursor === null ? null : (
            <Button
              words="看更晚的日子"
              kind="secondary"
              busy={times.loadingMore}
              onPress={times.more}
            />
          )}
        </Stack>
      )}
    </AsyncView>
  )
}

type ByDayProps = Pick<TimesViewProps, 'kind' | 'now' | 'busy' | 'onPick'> & {
  readonly days: readonly TimesOfDay[]
}

const sitesOf = (days: readonly TimesOfDay[]): SiteOption[] => {
  const names = new Map(
    days.flatMap(({ slots }) => slots.map(({ siteId, siteName }) => [String(siteId), siteName])),
  )
  return [...names].map(([value = '', words = '']) => ({ value, words }))
}

function ByDay({ days, kind, now, busy, onPick }: ByDayProps) {
  const [site, setSite] = useState(everywhere)
  const [picked, setPicked] = useState<string | null>(null)
  const sites = sitesOf(days)
  const here = days
    .map(({ day, slots }) => {
      return { day, slots: slots.filter(({ siteId }) => site === everywhere || siteId === site) }
    })
    .filter(({ slots }) => slots.length > 0)
  const shown = here.find(({ day }) => day === picked) ?? here[0]
  return (
    <Stack>
      <Heading level={2}>选别的日子</Heading>
      <SiteChoice sites={sites} site={site} onChange={setSite} />
      <DayStrip
        days={here}
        chosen={shown?.day ?? null}
        today={shanghaiDay(now)}
        onChoose={setPicked}
      />
      {shown === undefined ? null : (
        <SlotsBySite slots={shown.slots} kind={kind} busy={busy} onPick={onPick} />
      )}
    </Stack>
  )
}

interface SlotsBySiteProps extends Pick<TimesViewProps, 'kind' | 'busy' | 'onPick'> {
  readonly slots: readonly Slot[]
}

function SlotsBySite({ slots, kind, busy, onPick }: SlotsBySiteProps) {
  const bySite = new Map<string, Slot[]>()
  for (const slot of slots) bySite.set(slot.siteName, [...(bySite.get(slot.siteName) ?? []), slot])
  return (
    <Stack>
      {[...bySite].map(([name, at]) => (
        <Stack key={name} gap="s">
          <Heading level={3}>{whereWords(name, kind)}</Heading>
          <View className={s.grid}>
            {at.map((slot) => (
              <TimeSlot
                key={`${slot.occurrenceId}${slot.startsAt}`}
                slot={slot}
                kind={kind}
                busy={busy}
                onPress={onPick}
              />
            ))}
          </View>
        </Stack>
      ))}
    </Stack>
  )
}
