import { useState } from 'react'
import type { PaymentId, SubdistrictId } from '#shared/ids.ts'
import type { JsapiParameters, PaymentView } from '#shared/payments/payments.contract.ts'
import {
  checkPayment,
  payInDemo,
  preparePayment,
  readPayment,
} from '#shared/payments/payments.contract.ts'
import type { PayOutcome } from '#shared/payments/payments.words.ts'
import { payOutcomeWords } from '#shared/payments/payments.words.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { canPayHere, confirmOnPhone } from '../../platform/payment.ts'
import { failureWords } from '../loading/failure-words.ts'
import { useLoaded } from '../loading/use-loaded.ts'
import { loadSettings } from '../settings/use-settings.ts'

export interface PaymentKey {
  readonly subdistrictId: SubdistrictId
  readonly paymentId: PaymentId
}

/** Milliseconds between two questions while WeChat's word is on its way. */
const pauses = [0, 1000, 2000, 4000]

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * A payment and the way to pay it: order it, confirm it on the phone, ask the server. `onPaid` is
 * called when the server says so, never before.
 */
export const usePay = (key: PaymentKey, onPaid: () => void) => {
  const params = { subdistrictId: key.subdistrictId, paymentId: key.paymentId }
  const loaded = useLoaded(async () => {
    const { payment } = await call(readPayment, { params })
    return payment
  }, key.paymentId)
  const [busy, setBusy] = useState(false)
  const [words, setWords] = useState<string | null>(null)
  const [demo, setDemo] = useState<JsapiParameters | null>(null)

  const end = (outcome: PayOutcome) => setWords(payOutcomeWords[outcome])

  const check = async (): Promise<PaymentView> => {
    const { payment } = await call(checkPayment, { params })
    loaded.put(payment)
    return payment
  }

  /** Asks until it is paid, or long enough. */
  const waitForIt = async (): Promise<void> => {
    for (const milliseconds of pauses) {
      await pause(milliseconds)
      const { state } = await check()
      if (state === 'paid') {
        setWords(null)
        return onPaid()
      }
    }
    end('waiting')
  }

  const during = async (work: () => Promise<void>): Promise<void> => {
    if (busy) return
    setBusy(true)
    setWords(null)
    try {
      await work()
    } catch (thrown) {
      setWords(failureWords(asFailure(thrown)))
      await loaded.reload()
    } finally {
      setBusy(false)
    }
  }

  const confirm = async (parameters: JsapiParameters): Promise<void> => {
    const answer = await confirmOnPhone(parameters)
    if (answer === 'confirmed') return waitForIt()
    end(answer)
    // A phone may say no and have paid all the same.
    const { state } = await check()
    if (state !== 'paid') return
    setWords(null)
    onPaid()
  }

  const pay = () =>
    during(async () => {
      const isDemo = !canPayHere && (await loadSettings()).mode === 'demo'
      if (!canPayHere && !isDemo) return end('not_here')
      const { payment, parameters } = await call(preparePayment, { params })
      loaded.put(payment)
      if (isDemo) setDemo(parameters)
      else await confirm(parameters)
    })

  return {
    ...loaded,
    busy,
    words,
    pay,
    /** Asks again, after “WeChat is still confirming”. */
    ask: () => during(waitForIt),
    demo: demo && {
      confirm: () =>
        during(async () => {
          await call(payInDemo, { params, body: { package: demo.package } })
          setDemo(null)
          await waitForIt()
        }),
      cancel: () => {
        setDemo(null)
        end('cancelled')
      },
    },
  }
}
