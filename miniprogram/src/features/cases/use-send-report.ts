import { useRef, useState } from 'react'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import { fileCase } from '#shared/cases/cases.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { saveSubscriptions } from '#shared/notices/notices.contract.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { askToNotify } from '../../platform/subscribe.ts'
import type { ReportDraft } from './report-draft.ts'

export type Sending =
  | { readonly status: 'writing' | 'sending' }
  /** He did not agree, or went to sign in: nothing left the device. */
  | { readonly status: 'not_sent' }
  /** No answer came: the draft is kept, and sending it again cannot make a second case. */
  | { readonly status: 'kept' }
  /** An earlier send of this draft did arrive; then it was changed. */
  | { readonly status: 'arrived_before' }
  | { readonly status: 'refused'; readonly words: string }
  | { readonly status: 'sent'; readonly filed: CaseView }

interface Report {
  readonly draft: ReportDraft
  readonly subdistrictId: SubdistrictId
  readonly source: 'resident' | 'staff_patrol'
  /** Subscribe-message template; empty when the server has none. */
  readonly templateId: string
  /** Sign-in and consent. */
  readonly pass: () => Promise<boolean>
}

const bodyOf = ({ draft, subdistrictId, source }: Report) => {
  const spokenPlace = draft.spokenPlace.trim()
  const given = {
    ...draft.place?.given,
    ...(spokenPlace === '' ? {} : { spokenPlace }),
  }
  const typeCode = draft.type === null || draft.type === 'unsure' ? {} : { typeCode: draft.type }
  return {
    subdistrictId,
    text: draft.text.trim(),
    ...typeCode,
    ...(Object.keys(given).length === 0 ? {} : { place: given }),
    photoIds: [...draft.photoIds],
    source,
  }
}

// Each accepted tap is one message; that it could not be saved must not spoil the report.
const rememberAccepted = async (asked: Promise<readonly string[]>) => {
  const accepted = await asked
  if (accepted.length === 0) return
  const answers = accepted.map((templateId) => ({ templateId, answer: 'accept' as const }))
  await call(saveSubscriptions, { body: { answers } }).catch(() => undefined)
}

/** Sends a report; call `send` inside the tap, since WeChat asks for messages only there. */
export const useSendReport = (onSent: () => void) => {
  const [sending, setSending] = useState<Sending>({ status: 'writing' })
  const busy = useRef(false)

  const send = async (report: Report): Promise<void> => {
    if (busy.current) return
    busy.current = true
    const asked = askToNotify(report.templateId === '' ? [] : [report.templateId])
    setSending({ status: 'sending' })
    try {
      if (!(await report.pass())) return setSending({ status: 'not_sent' })
      const options = { idempotencyKey: report.draft.key }
      const { case: filed } = await call(fileCase, { body: bodyOf(report) }, options)
      setSending({ status: 'sent', filed })
      onSent()
      rememberAccepted(asked)
    } catch (thrown) {
      const { code, words } = asFailure(thrown)
      if (code === 'offline' || code === 'unreadable') setSending({ status: 'kept' })
      else if (code === 'idempotency_key_reused') setSending({ status: 'arrived_before' })
      else setSending({ status: 'refused', words })
    } finally {
      busy.current = false
    }
  }
  const backToWriting = () => setSending({ status: 'writing' })
  return { sending, send, backToWriting }
}
