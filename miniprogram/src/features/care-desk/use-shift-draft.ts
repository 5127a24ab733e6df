import { useCallback, useEffect, useState } from 'react'
import { dropDraft, readDraft, writeDraft } from '../../platform/storage.ts'

const asText = (stored: unknown): string | null => (typeof stored === 'string' ? stored : null)

/** A hand-over note that is being written: a call in between must not cost it. */
export const useShiftDraft = (unitId: string) => {
  const name = `shift-note/${unitId}`
  const [text, setText] = useState('')
  useEffect(() => {
    let gone = false
    readDraft(name, asText).then((kept) => {
      if (!gone && kept !== null) setText(kept)
    })
    return () => {
      gone = true
    }
  }, [name])
  const write = useCallback(
    (next: string) => {
      setText(next)
      if (next === '') dropDraft(name)
      else writeDraft(name, next)
    },
    [name],
  )
  const forget = useCallback(async () => {
    setText('')
    await dropDraft(name)
  }, [name])
  return { text, write, forget }
}
