import { View } from '@tarojs/components'
import type { CaseRow } from '#shared/cases/cases.contract.ts'
import { spoken } from '../../components/aria.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Pressable } from '../../components/pressable.tsx'
import { LiveRegion } from '../../components/toast.tsx'
import { ListEnd } from '../../components/words.tsx'
import s from './queue-list.module.scss'
import { QueueRow } from './queue-row.tsx'
import type { DeskList } from './use-desk-list.ts'

interface QueueListProps {
  readonly list: DeskList
  readonly now: number
  readonly selected: string | null
  readonly filtered: boolean
  readonly onOpen: (row: CaseRow) => void
  readonly onShowNew: () => void
  readonly onClearFilter: () => void
  /** The same words in every queue, closed and imported ones too; null when that is what is shown. */
  readonly onSearchAll: (() => void) | null
}

const nothing = { title: '这里没有要办的事', words: '来了新案件会自己出现。' }

/** The rows of one queue, the bar for what came in meanwhile, and the way to more. */
export function QueueList(props: QueueListProps) {
  const { list, now, selected, filtered, onOpen, onShowNew, onClearFilter, onSearchAll } = props
  const noMatch = {
    title: '没有符合条件的案件',
    action:
      onSearchAll === null
        ? { words: '清除筛选', onPress: onClearFilter }
        : { words: '到全部案件里找', onPress: onSearchAll },
  }
  return (
    <AsyncView
      state={list.state}
      retry={list.reload}
      isEmpty={({ rows }) => rows.length === 0}
      empty={filtered ? noMatch : nothing}
    >
      {({ rows, gone, waiting, nextCursor }) => (
        <>
          <LiveRegion words={waiting === 0 ? '' : `${waiting}件新案件`} />
          {waiting === 0 ? null : (
            <View className={s.barPlace}>
              <Pressable onPress={onShowNew} className={s.bar}>
                <View className={s.barInside}>
                  <Icon name="bell" />
                  {`${waiting} 件新案件，点这里看`}
                </View>
              </Pressable>
            </View>
          )}
          <View {...spoken({ role: 'group', label: '案件列表' })} className={s.list}>
            {rows.map((row) => (
              <QueueRow
                key={row.caseId}
                row={row}
                now={now}
                selected={row.caseId === selected}
                gone={gone.includes(row.caseId)}
                onOpen={onOpen}
              />
            ))}
          </View>
          {nextCursor === null ? (
            <ListEnd words={`共 ${rows.length} 件，都在这里了`} />
          ) : (
            <Button words="再看更多" kind="secondary" busy={list.loadingMore} onPress={list.more} />
          )}
        </>
      )}
    </AsyncView>
  )
}
