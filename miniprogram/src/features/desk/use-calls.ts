import { useState } from 'react'
import type { BodyOf, ResponseOf } from '#shared/http/endpoint.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { Call } from '#shared/notices/calls.contract.ts'
import { answerCall, listCalls, revealCallContact } from '#shared/notices/calls.contract.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call as ask } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

export type CallResult = BodyOf<typeof answerCall>['result']
export type CallContact = ResponseOf<typeof revealCallContact>

/** The calls list of a subdistrict as it is now, and what one does with a call. */
export const useCalls = (subdistrictId: SubdistrictId) => {
  const loaded = useLoaded(() => ask(listCalls, { params: { subdistrictId } }), subdistrictId)
  useLive(`calls/${subdistrictId}`, loaded.reload)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const run = async <T>(work: () => Promise<T>): Promise<T | null> => {
    setBusy(true)
    setProblem(null)
    try {
      return await work()
    } catch (thrown) {
      setProblem(asFailure(thrown).words)
      return null
    } finally {
      setBusy(false)
    }
  }
  const paramsOf = ({ callId }: Call) => ({ subdistrictId, callId })
  return {
    state: loaded.state,
    reload: loaded.reload,
    busy,
    problem,
    forget: () => setProblem(null),
    /** Whether it was taken; a colleague may have been faster. */
    answer: async (call: Call, result: CallResult, note: string): Promise<boolean> => {
      const body = { result, note, tries: call.tries }
      const done = await run(() => ask(answerCall, { params: paramsOf(call), body }))
      await loaded.reload()
      return done !== null
    },
    reveal: (call: Call) => run(() => ask(revealCallContact, { params: paramsOf(call) })),
  }
}
export type CallsWork = ReturnType<typeof useCalls>
