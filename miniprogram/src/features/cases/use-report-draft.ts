import { useCallback, useEffect, useRef, useState } from 'react'
import { newKey } from '../../platform/random-key.ts'
import { dropDraft, readDraft, writeDraft } from '../../platform/storage.ts'
import type { ReportDraft } from './report-draft.ts'
import { emptyDraft, isWorthKeeping, parseReportDraft } from './report-draft.ts'

const pause = 300

/**
 * The draft of this name, kept through leaving, reload and kill. Null until it was read; `found`
 * when an earlier one came back.
 */
export const useReportDraft = (name: string) => {
  const [draft, setDraft] = useState<ReportDraft | null>(null)
  const [found, setFound] = useState(false)
  const latest = useRef<ReportDraft | null>(null)
  const saving = useRef<ReturnType<typeof setTimeout>>()

  const set = useCallback((next: ReportDraft | null) => {
    latest.current = next
    setDraft(next)
  }, [])

  const save = useCallback(() => {
    clearTimeout(saving.current)
    const current = latest.current
    if (current === null) return
    // What was rubbed out must not come back.
    if (isWorthKeeping(current)) writeDraft(name, current)
    else dropDraft(name)
  }, [name])

  useEffect(() => {
    let gone = false
    const open = async () => {
      const kept = await readDraft(name, parseReportDraft)
      const first = kept ?? emptyDraft(await newKey())
      if (gone) return
      setFound(kept !== null)
      set(first)
    }
    open()
    return () => {
      gone = true
      save()
    }
  }, [name, save, set])

  const change = useCallback(
    (part: Partial<ReportDraft>) => {
      if (latest.current === null) return
      set({ ...latest.current, ...part })
      clearTimeout(saving.current)
      saving.current = setTimeout(save, pause)
    },
    [set, save],
  )

  /** The server has it, or nobody wants it: the device forgets it and a new one begins. */
  const startAnew = useCallback(async () => {
    clearTimeout(saving.current)
    latest.current = null
    await dropDraft(name)
    setFound(false)
    set(emptyDraft(await newKey()))
  }, [name, set])

  return { draft, found, change, save, startAnew }
}
