import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import type { CaseRow } from '#shared/cases/cases.contract.ts'
import { Button } from '../../components/button.tsx'
import { Panes } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { Segments } from '../../components/segments.tsx'
import { LiveRegion } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { reportPage } from '../../parts/cases/case-pages.ts'
import { useNow } from '../../parts/clock/use-now.ts'
import { callsPage, openToHandle } from '../../parts/staff/staff-pages.ts'
import { focusElement, useRowKeys } from '../../parts/staff/use-row-keys.ts'
import { go } from '../../platform/navigation.ts'
import { usePullToRefresh } from '../../platform/page-scroll.ts'
import { useWideScreen } from '../../platform/wide-screen.ts'
import { CasePane } from './case-pane.tsx'
import type { DeskFilter } from './desk-filter.ts'
import { DeskTools } from './desk-tools.tsx'
import s from './desk-view.module.scss'
import type { Desk } from './desks.ts'
import { QueueList } from './queue-list.tsx'
import { rowElementId } from './queue-row.tsx'
import { useDesk } from './use-desk.ts'
import { neighbourRow } from './use-desk-list.ts'
import { useWhereInList } from './use-where-in-list.ts'

const areaId = 'desk-column'

/** Queues on the left, the chosen case on the right; on a phone the case is a page of its own. */
export function DeskView({ first, desks }: { first: Desk; desks: readonly Desk[] }) {
  const wide = useWideScreen()
  const where = useWhereInList(wide)
  const desk = useDesk(first, desks, where.isScrolled)
  const { current, queue, list, filter } = desk
  const [selected, setSelected] = useState<CaseRow | null>(null)
  const now = useNow().getTime()
  usePullToRefresh(desk.refresh)

  const open = useCallback(
    (row: CaseRow) => {
      if (wide) setSelected(row)
      else openToHandle(row)
    },
    [wide],
  )
  useRowKeys(areaId, wide, (step) => {
    const rows = list.state.status === 'ready' ? list.state.value.rows : []
    const row = neighbourRow(rows, selected?.caseId ?? null, step)
    if (row === undefined) return
    setSelected(row)
    focusElement(rowElementId(row.caseId))
  })
  const showNew = () => {
    list.showNew()
    where.toTop()
  }
  const items = current.queues.map((name) => ({ key: name, words: desk.tabWords(name) }))
  return (
    <Screen
      title="工作台"
      lead={`${current.subdistrictName} · ${current.who}`}
      wide
      action={
        <Button
          words="巡查上报"
          kind="secondary"
          icon="plus"
          fit
          onPress={() => go(reportPage, { as: 'staff' })}
        />
      }
    >
      <LiveRegion words={desk.heard} />
      <Panes
        showing="list"
        list={
          <View id={areaId} className={s.column}>
            <View className={s.tools}>
              {desks.length > 1 ? (
                <Segments
                  label="哪个街道"
                  items={desks.map((one) => ({
                    key: one.subdistrictId,
                    words: one.subdistrictName,
                  }))}
                  current={current.subdistrictId}
                  onChange={desk.chooseSubdistrict}
                />
              ) : null}
              <Segments
                label="哪些案件"
                items={items}
                current={queue}
                onChange={desk.chooseQueue}
              />
              <DeskTools
                filter={filter}
                types={desk.types}
                sound={desk.sound}
                reviewHistory={queue === 'review' ? desk.reviewHistory : null}
                onCalls={
                  current.calls
                    ? () => go(callsPage, { subdistrict: current.subdistrictId })
                    : undefined
                }
                onFilter={desk.chooseFilter}
                onRefresh={desk.refresh}
              />
            </View>
            <View id={where.scrollerId} className={s.rows}>
              <QueueList
                list={list}
                now={now}
                selected={selected?.caseId ?? null}
                filtered={isFiltered(filter)}
                onOpen={open}
                onShowNew={showNew}
                onClearFilter={desk.clearFilter}
                onSearchAll={desk.searchAll}
              />
            </View>
          </View>
        }
        detail={
          <View className={s.detail}>
            {!wide ? null : selected === null ? (
              <View className={s.none}>
                <Words kind="quiet">在左边选一件。用键盘上下键可以一件件看。</Words>
              </View>
            ) : (
              <CasePane key={selected.caseId} caseKey={selected} onChange={desk.refresh} />
            )}
          </View>
        }
      />
    </Screen>
  )
}

const isFiltered = ({ search, state, history, severity, typeCode }: DeskFilter): boolean =>
  search !== '' ||
  state !== 'open' ||
  history !== 'without' ||
  severity !== null ||
  typeCode !== null
