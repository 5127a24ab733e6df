import { useCallback, useEffect, useState } from 'react'
import { queueWords } from '#shared/cases/cases.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { useCalm } from '../../parts/live/use-calm.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { useNewSound } from '../../parts/staff/use-new-sound.ts'
import { nameWindow, usePageParams } from '../../platform/page-lifecycle.ts'
import { reloadMe } from '../../platform/session.ts'
import type { DeskFilter } from './desk-filter.ts'
import { everywhere, isEverywhere, noFilter } from './desk-filter.ts'
import type { Desk, DeskQueue } from './desks.ts'
import { useDeskCounts, useDeskTypes } from './use-desk-data.ts'
import { useDeskList } from './use-desk-list.ts'

/** Everything on the desk page: which queue, what is filtered, the rows, the counts, the sound. */
export const useDesk = (first: Desk, desks: readonly Desk[], isScrolled: () => boolean) => {
  const asked = usePageParams().subdistrict
  const [chosen, chooseSubdistrict] = useState<SubdistrictId | null>(null)
  const where = chosen ?? asked
  const [wanted, chooseQueue] = useState<DeskQueue | null>(null)
  const [filter, chooseFilter] = useState<DeskFilter>(noFilter)
  const [heard, setHeard] = useState('')
  const sound = useNewSound()
  const current = desks.find(({ subdistrictId }) => subdistrictId === where) ?? first
  const { subdistrictId } = current
  // A post that ended takes its queue away.
  const queue =
    current.queues.find((name) => name === wanted) ?? current.queues[0] ?? ('all' as const)

  const counts = useDeskCounts(subdistrictId)
  const types = useDeskTypes(subdistrictId)
  const { ring } = sound
  const onNew = useCallback(
    (count: number) => {
      ring()
      setHeard(`来了${count}件新案件`)
    },
    [ring],
  )
  const list = useDeskList({ subdistrictId, queue, filter, isScrolled, onNew })
  const { reload } = list
  // A post that ended closes the list: who I am has changed, and with it this page.
  const { status } = list.state
  useEffect(() => {
    if (status === 'failed') reloadMe()
  }, [status])
  const recount = counts.reload
  const refresh = useCallback(async () => {
    await Promise.all([reload(), recount()])
  }, [reload, recount])
  useLive(`desk/${subdistrictId}`, useCalm(refresh))

  const numbers = counts.state.status === 'ready' ? counts.state.value : null
  const countOf = (name: DeskQueue): number | null =>
    numbers === null || name === 'all' ? null : numbers[name]
  const waiting = countOf(queue)
  useEffect(() => {
    nameWindow(waiting === null || waiting === 0 ? '工作台' : `（${waiting}）工作台`)
  }, [waiting])

  return {
    current,
    queue,
    filter,
    list,
    sound,
    heard,
    types: types.state.status === 'ready' ? types.state.value : [],
    reviewHistory: numbers?.reviewHistory ?? 0,
    chooseSubdistrict,
    chooseQueue,
    chooseFilter,
    clearFilter: () => chooseFilter(noFilter),
    searchAll: isEverywhere(queue, filter)
      ? null
      : () => {
          chooseQueue('all')
          chooseFilter({ ...everywhere, search: filter.search })
        },
    refresh,
    tabWords: (name: DeskQueue): string => {
      const count = countOf(name)
      return count === null ? queueWords[name] : `${queueWords[name]} ${count}`
    },
  }
}
