import { useState } from 'react'
import type { CaseTypeView } from '#shared/cases/cases.contract.ts'
import { Button } from '../../components/button.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { SoundSheet } from '../../parts/staff/sound-sheet.tsx'
import type { NewSound } from '../../parts/staff/use-new-sound.ts'
import type { DeskFilter } from './desk-filter.ts'
import { filterWords, noFilter } from './desk-filter.ts'
import { FilterSheet } from './filter-sheet.tsx'

interface DeskToolsProps {
  readonly filter: DeskFilter
  readonly types: readonly CaseTypeView[]
  readonly sound: NewSound
  /** Imported cases that wait in the review queue; null when that is not asked here. */
  readonly reviewHistory: number | null
  /** Opens the calls list; undefined for whoever makes no calls. */
  readonly onCalls: (() => void) | undefined
  readonly onFilter: (filter: DeskFilter) => void
  readonly onRefresh: () => Promise<void>
}

/** Filter, sound, refresh; and what is filtered just now. */
export function DeskTools(props: DeskToolsProps) {
  const { filter, types, sound, reviewHistory, onCalls, onFilter, onRefresh } = props
  const [open, setOpen] = useState<'filter' | 'sound' | null>(null)
  const [busy, setBusy] = useState(false)
  const words = filterWords(filter, types)
  const onlyHistory = filter.history === 'only'
  const refresh = async () => {
    setBusy(true)
    await onRefresh()
    setBusy(false)
  }
  return (
    <Stack gap="s">
      <Row spread="between">
        <Button words="筛选" kind="quiet" fit onPress={() => setOpen('filter')} />
        <Button
          words={sound.on ? '提示音开' : '提示音关'}
          kind="quiet"
          icon="sound"
          fit
          onPress={() => setOpen('sound')}
        />
        <Button words="刷新" kind="quiet" fit busy={busy} onPress={refresh} />
      </Row>
      {onCalls === undefined ? null : (
        <Button words="电话清单" kind="quiet" icon="phone" onPress={onCalls} />
      )}
      {reviewHistory === null || (reviewHistory === 0 && !onlyHistory) ? null : (
        <Button
          words={onlyHistory ? '回到新案件' : `历史导入 ${reviewHistory} 件`}
          kind="secondary"
          onPress={() => onFilter({ ...filter, history: onlyHistory ? 'without' : 'only' })}
        />
      )}
      {words.length === 0 ? null : (
        <Row spread="between">
          <Words kind="quiet">{`正在看：${words.join('、')}`}</Words>
          <Button words="清除" kind="quiet" fit onPress={() => onFilter(noFilter)} />
        </Row>
      )}
      <FilterSheet
        open={open === 'filter'}
        filter={filter}
        types={types}
        onClose={() => setOpen(null)}
        onApply={(next) => {
          onFilter(next)
          setOpen(null)
        }}
      />
      <SoundSheet
        open={open === 'sound'}
        what="新案件"
        sound={sound}
        onClose={() => setOpen(null)}
      />
    </Stack>
  )
}
