import { useEffect, useState } from 'react'
import { households } from '#shared/guide/item-kinds.ts'
import type { Answers } from '#shared/guide/my-list.ts'
import { noAnswers } from '#shared/guide/my-list.ts'
import { readDraft, writeDraft } from '../../platform/storage.ts'

// Among the drafts, so that it goes when the person signs out; nothing of it leaves the device.
const draft = 'guide-answers'

const asAnswers = (stored: unknown): Answers | null => {
  if (typeof stored !== 'object' || stored === null) return null
  const { proxy, household, age }: { proxy?: unknown; household?: unknown; age?: unknown } = stored
  return {
    proxy: typeof proxy === 'boolean' ? proxy : null,
    household: households.find((one) => one === household) ?? null,
    age: typeof age === 'number' ? age : null,
  }
}

/** What was said about the person; remembered on this device for the next item. */
export const useAnswers = () => {
  const [answers, setAnswers] = useState<Answers>(noAnswers)
  useEffect(() => {
    readDraft(draft, asAnswers).then((kept) => {
      if (kept !== null) setAnswers(kept)
    })
  }, [])
  const answer = (to: Partial<Answers>) => {
    const next = { ...answers, ...to }
    setAnswers(next)
    writeDraft(draft, next)
  }
  return { answers, answer }
}
