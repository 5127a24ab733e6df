import type { SubdistrictId } from '#shared/ids.ts'
import { renovationRulesOn, renovationWasteService } from '#shared/renovations/renovation-rules.ts'
import type { RenovationView } from '#shared/renovations/renovations.contract.ts'
import { hoursWords } from '#shared/renovations/renovations.words.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Tag } from '../../components/tag.tsx'
import { Heading, Words } from '../../components/words.tsx'
import { BookingCard } from '../../parts/bookings/booking-card.tsx'
import { openOrFinish, openService } from '../../parts/bookings/booking-pages.ts'
import { rememberRenovation } from '../../parts/renovations/chosen-renovation.ts'

interface HaulsProps {
  readonly renovation: RenovationView
  readonly now: Date
  /** Only whoever registered books. */
  readonly canBook: boolean
}

const shown = new Set(['held', 'requested', 'proposed', 'confirmed', 'checked_in', 'served'])

/** Loads of this renovation with how long each took, and booking the next. */
export function Hauls({ renovation, now, canBook }: HaulsProps) {
  const { goalHours } = renovationRulesOn(shanghaiDay(now))
  const hauls = renovation.hauls.filter(({ status }) => shown.has(status))
  return (
    <Stack>
      <Heading level={2}>装修垃圾清运</Heading>
      {hauls.length === 0 ? <Words>还没有约过清运。</Words> : null}
      {hauls.map((haul) => (
        <Stack key={haul.bookingId} gap="s">
          <BookingCard row={haul} now={now} onPress={() => openOrFinish(haul)} />
          {haul.hours === null ? null : <Hours hours={haul.hours} goal={goalHours} />}
        </Stack>
      ))}
      <Words kind="quiet">{`目标：从约好到拉走，不超过 ${goalHours} 小时。`}</Words>
      {canBook ? <BookHaul renovation={renovation} /> : null}
    </Stack>
  )
}

function Hours({ hours, goal }: { hours: number; goal: number }) {
  const inTime = hours <= goal
  return (
    <Tag
      words={`用了 ${hoursWords(hours)}，${inTime ? '在目标以内' : '超过目标'}`}
      tone={inTime ? 'green' : 'orange'}
    />
  )
}

function BookHaul({ renovation }: { renovation: RenovationView }) {
  const { spots, subdistrictId } = renovation
  const book = async (at: SubdistrictId) => {
    await rememberRenovation(renovation.renovationId)
    await openService(at, { code: renovationWasteService, kind: 'haulage' }, { registered: 'yes' })
  }
  return (
    <Stack>
      {spots.length === 0 ? null : (
        <Card kind="rows" title="约好的堆放点，近的在前">
          {spots.map(({ siteId, name, address }) => (
            <ListRow key={siteId} icon="pin" title={name} note={address} />
          ))}
        </Card>
      )}
      <Button words="约清运" icon="calendar" onPress={() => book(subdistrictId)} />
    </Stack>
  )
}
