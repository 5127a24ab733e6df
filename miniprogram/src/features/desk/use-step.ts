import { useCallback, useEffect, useRef, useState } from 'react'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import { isDecided } from '../../parts/loading/decided.ts'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { asFailure, isRecord } from '../../platform/failure.ts'
import { newKey } from '../../platform/random-key.ts'
import { dropDraft, readDraft, writeDraft } from '../../platform/storage.ts'
import type { Attempt } from './attempt.ts'
import { isOutdated, parseAttempt } from './attempt.ts'
import type { CaseWork } from './use-case-work.ts'

export type StepFields = Readonly<Record<string, string>>

export interface Step<F extends StepFields> {
  readonly fields: F
  readonly change: (part: Partial<F>) => void
  /** The draft of last time was read. */
  readonly restored: boolean
  readonly busy: boolean
  readonly problem: string | null
  /**
   * Sends; a retry of the same body carries the same idempotency key. True when the step was taken:
   * then the draft is gone and the case is up to date.
   */
  readonly send: <B extends object>(
    body: B,
    ask: (body: B, key: string) => Promise<CaseView | null>,
  ) => Promise<boolean>
}

const pause = 400

/** The form of one step on one case. Half-written words survive leaving the page. */
export const useStep = <F extends StepFields>(work: CaseWork, name: string, empty: F): Step<F> => {
  const draftName = `desk/${work.key.caseId}/${name}`
  const [fields, setFields] = useState(empty)
  const [restored, setRestored] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const latest = useRef(fields)
  const attempt = useRef<Attempt | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const done = useRef(false)

  const keep = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = undefined
    return writeDraft(draftName, { fields: latest.current, attempt: attempt.current })
  }, [draftName])

  useEffect(() => {
    readDraft(draftName, (stored) => (isRecord(stored) ? stored : null)).then((stored) => {
      if (stored !== null && !done.current) {
        attempt.current = parseAttempt(stored.attempt)
        latest.current = { ...latest.current, ...known(latest.current, stored.fields) }
        setFields(latest.current)
      }
      setRestored(true)
    })
    return () => {
      if (timer.current !== undefined) keep()
    }
  }, [draftName, keep])

  const change = useCallback(
    (part: Partial<F>) => {
      latest.current = { ...latest.current, ...part }
      setFields(latest.current)
      setProblem(null)
      clearTimeout(timer.current)
      timer.current = setTimeout(keep, pause)
    },
    [keep],
  )

  const send: Step<F>['send'] = async (body, ask) => {
    const said = JSON.stringify(body)
    setBusy(true)
    setProblem(null)
    try {
      if (attempt.current?.body !== said) attempt.current = { key: await newKey(), body: said }
      await keep()
      const next = await ask(body, attempt.current.key)
      done.current = true
      attempt.current = null
      await dropDraft(draftName)
      if (next !== null) work.adopt(next)
      return true
    } catch (thrown) {
      const failure = asFailure(thrown)
      if (isDecided(failure)) attempt.current = null
      if (isOutdated(failure.code)) work.reload()
      setProblem(failureWords(failure))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { fields, change, restored, busy, problem, send }
}

// Only fields the form still has, and only words.
const known = (empty: StepFields, stored: unknown): StepFields =>
  isRecord(stored)
    ? Object.fromEntries(
        Object.keys(empty).flatMap((name) => {
          const value = stored[name]
          return typeof value === 'string' ? [[name, value]] : []
        }),
      )
    : {}
