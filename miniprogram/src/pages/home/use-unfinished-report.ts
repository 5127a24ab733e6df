import { useState } from 'react'
import { useDidShow } from '../../platform/page-lifecycle.ts'
import { hasDraft } from '../../platform/storage.ts'

/** Whether a report was begun here and not sent: who lost the network may not know that it was not. */
export const useUnfinishedReport = (): boolean => {
  const [unfinished, setUnfinished] = useState(false)
  useDidShow(() => {
    hasDraft('report').then(setUnfinished)
  })
  return unfinished
}
