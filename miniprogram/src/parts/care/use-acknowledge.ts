import { useState } from 'react'
import type { AlertRow } from '#shared/alerts/alerts.contract.ts'
import { acknowledgeAlert } from '#shared/alerts/alerts.contract.ts'
import { say } from '../../components/toast.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { failureWords } from '../loading/failure-words.ts'

/** “I am looking after it”: everybody sees who and when; of two, one is told who was first. */
export const useAcknowledge = (onDone: () => unknown) => {
  const [busy, setBusy] = useState<string | null>(null)
  const acknowledge = async ({ subdistrictId, alertId }: AlertRow): Promise<void> => {
    setBusy(alertId)
    try {
      await call(acknowledgeAlert, { params: { subdistrictId, alertId } })
      say('好，大家都看到是您在处理')
    } catch (thrown) {
      say(failureWords(asFailure(thrown)), 'problem')
    } finally {
      setBusy(null)
      await onDone()
    }
  }
  return { busy, acknowledge }
}
