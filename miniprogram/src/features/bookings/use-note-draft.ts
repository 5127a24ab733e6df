import { useEffect, useRef, useState } from 'react'
import { dropDraft, readDraft, writeDraft } from '../../platform/storage.ts'

const asText = (stored: unknown): string | null => (typeof stored === 'string' ? stored : null)

/** What one wants to say along: kept for `what`, so that it outlives a time that ran out. */
export const useNoteDraft = (what: string) => {
  const name = `booking-note/${what}`
  const [note, show] = useState('')
  const touched = useRef(false)
  useEffect(() => {
    let gone = false
    readDraft(name, asText).then((kept) => {
      if (!gone && !touched.current && kept !== null) show(kept)
    })
    return () => {
      gone = true
    }
  }, [name])
  const setNote = (next: string) => {
    touched.current = true
    show(next)
    writeDraft(name, next)
  }
  return { note, setNote, forget: () => dropDraft(name) }
}
