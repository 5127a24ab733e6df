import type { SubdistrictId } from '#shared/ids.ts'
import type { PaymentDifference } from '#shared/payments/payments.contract.ts'
import {
  clearPaymentDifference,
  importBill,
  listPaymentDifferences,
} from '#shared/payments/payments.contract.ts'
import { say } from '../../components/toast.tsx'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'

/** Where books and bills disagree, and the two things an administrator does about it. */
export const useDifferences = (subdistrictId: SubdistrictId) => {
  const loaded = useLoaded(
    () => call(listPaymentDifferences, { params: { subdistrictId } }),
    subdistrictId,
  )
  const { busy, attempt } = useAttempt()

  const finish = async (answer: object, done: string): Promise<boolean> => {
    const isDone = !(answer instanceof Failure)
    if (answer instanceof Failure) say(failureWords(answer), 'problem')
    else say(done)
    await loaded.reload()
    return isDone
  }

  return {
    state: loaded.state,
    reload: loaded.reload,
    busy,
    clear: async ({ differenceId }: PaymentDifference, note: string): Promise<boolean> => {
      const params = { subdistrictId, differenceId }
      const answer = await attempt(`clear ${differenceId} ${note}`, (idempotencyKey) =>
        call(clearPaymentDifference, { params, body: { note } }, { idempotencyKey }),
      )
      return finish(answer, '处理好了，不会再出现')
    },
    importDay: async (day: string): Promise<boolean> => {
      const answer = await attempt(`import ${day}`, () =>
        call(importBill, { params: { subdistrictId }, body: { day } }, { timeout: 60_000 }),
      )
      if (answer instanceof Failure) return finish(answer, '')
      const { trades, refunds, found } = answer
      return finish(
        answer,
        `${trades} 笔付款，${refunds} 笔退款，${found === 0 ? '没有新的差异' : `新的差异 ${found} 条`}`,
      )
    },
  }
}
