import { useState } from 'react'
import { dayWords } from '#shared/bookings/when.words.ts'
import type { MenuOfDay } from '#shared/canteen/canteen.contract.ts'
import { softWords } from '#shared/canteen/canteen.words.ts'
import type { OfferId, SubdistrictId } from '#shared/ids.ts'
import { addDays, shanghaiDay, weekday } from '#shared/time/shanghai.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Segments } from '../../components/segments.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { MenuDaySheet } from './menu-day-sheet.tsx'
import { useMenuWeek } from './use-menu-week.ts'
import type { Canteen } from './with-kitchen.tsx'

interface MenuWeekProps {
  readonly subdistrictId: SubdistrictId
  readonly canteen: Canteen
}

/** The week of each meal a canteen gives. */
export function MenuWeek({ subdistrictId, canteen }: MenuWeekProps) {
  const meals = canteen.offers.filter(({ kind }) => kind === 'meal')
  const [chosen, choose] = useState<OfferId | undefined>(meals[0]?.offerId)
  if (chosen === undefined) return null
  return (
    <Stack>
      {meals.length < 2 ? null : (
        <Segments
          label="哪一餐"
          items={meals.map(({ offerId, serviceName }) => ({ key: offerId, words: serviceName }))}
          current={chosen}
          onChange={choose}
        />
      )}
      <Week key={chosen} subdistrictId={subdistrictId} offerId={chosen} />
    </Stack>
  )
}

interface WeekProps {
  readonly subdistrictId: SubdistrictId
  readonly offerId: OfferId
}

const weeks = ['0', '1', '2'] as const
const weeksInWords = { '0': '本周', '1': '下周', '2': '再下周' }

function Week({ subdistrictId, offerId }: WeekProps) {
  const today = shanghaiDay(useNow())
  const [ahead, setAhead] = useState<(typeof weeks)[number]>('0')
  const [editing, setEditing] = useState<MenuOfDay | null>(null)
  const monday = addDays(today, 1 - weekday(today) + 7 * Number(ahead))
  const menu = useMenuWeek(subdistrictId, offerId, monday)
  return (
    <Stack>
      <Segments
        label="哪一周"
        items={weeks.map((key) => ({ key, words: weeksInWords[key] }))}
        current={ahead}
        onChange={setAhead}
      />
      <Row>
        <Button
          words="空着的照抄上周"
          kind="secondary"
          icon="refresh"
          busy={menu.busy}
          onPress={() => menu.copyLastWeek(today)}
        />
      </Row>
      <AsyncView state={menu.state} retry={menu.reload}>
        {(days) => (
          <Stack>
            {days.map((one) => (
              <OneDay
                key={one.day}
                menu={one}
                isPast={one.day < today}
                onEdit={() => setEditing(one)}
              />
            ))}
          </Stack>
        )}
      </AsyncView>
      {editing === null ? null : (
        <MenuDaySheet
          key={editing.day}
          menu={editing}
          busy={menu.busy}
          onClose={() => setEditing(null)}
          onSave={async (sets) => {
            if (await menu.save(editing.day, sets)) setEditing(null)
          }}
        />
      )}
    </Stack>
  )
}

interface OneDayProps {
  readonly menu: MenuOfDay
  readonly isPast: boolean
  readonly onEdit: () => void
}

function OneDay({ menu, isPast, onEdit }: OneDayProps) {
  const { day, sets } = menu
  const said = dayWords(day, addDays(day, -3))
  return (
    <Card kind="rows" title={said}>
      {sets.map(({ name, dishes, isSoft, ordered }) => (
        <ListRow
          key={name}
          title={isSoft ? `${name}（${softWords}）` : name}
          note={`${dishes.join('、')}${ordered === 0 ? '' : `　已订 ${ordered} 份`}`}
        />
      ))}
      {sets.length === 0 ? <ListRow title={isPast ? '没有菜单' : '菜单还没定'} /> : null}
      {isPast ? null : (
        <ListRow
          icon="plus"
          title={sets.length === 0 ? '定菜单' : '改菜单'}
          label={`${sets.length === 0 ? '定' : '改'}${said}的菜单`}
          onPress={onEdit}
        />
      )}
    </Card>
  )
}
