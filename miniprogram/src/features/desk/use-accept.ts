import { acceptCase } from '#shared/cases/cases.contract.ts'
import { say } from '../../components/toast.tsx'
import { call } from '../../platform/api.ts'
import type { CaseWork } from './use-case-work.ts'
import { useStep } from './use-step.ts'

/** One tap. When a colleague was faster, `problem` says who. */
export const useAccept = (work: CaseWork) => {
  const { send, busy, problem } = useStep(work, 'accept', {})
  const accept = async () => {
    const taken = await send({}, async (body, idempotencyKey) => {
      const reply = await call(acceptCase, { params: work.key, body }, { idempotencyKey })
      return reply.case
    })
    if (taken) say('已接单，请先联系反映人')
  }
  return { accept, busy, problem }
}
