import { useState } from 'react'
import { paymentId } from '#shared/ids.ts'
import { priceWords } from '#shared/offers/offers.words.ts'
import type { CounterWay } from '#shared/payments/payment-status.ts'
import { collectAtCounter } from '#shared/payments/payments.contract.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Heading, Words } from '../../components/words.tsx'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'
import type { StepSheetProps } from './step-sheet-props.ts'

const ways: readonly { readonly value: CounterWay; readonly words: string }[] = [
  { value: 'cash', words: '现金' },
  { value: 'counter_code', words: '扫服务点的收款码' },
]

/** The money was taken here; how much is what the booking says. */
export function CollectSheet({ booking, acts, onClose }: StepSheetProps) {
  const { subdistrictId, personName, priceFen } = booking
  const [way, setWay] = useState<CounterWay | null>(null)
  const collect = async () => {
    if (booking.paymentId === null || way === null) return
    const params = { subdistrictId, paymentId: paymentId(booking.paymentId) }
    const answer = await acts.attempt(`collect ${way}`, (idempotencyKey) =>
      call(collectAtCounter, { params, body: { way } }, { idempotencyKey }),
    )
    if (answer instanceof Failure) say(failureWords(answer), 'problem')
    else {
      say(`已收 ${priceWords(priceFen)}`)
      onClose()
    }
    acts.reload()
  }
  return (
    <Sheet
      open
      title="收款"
      onClose={onClose}
      footer={
        <Button
          words={`已收 ${priceWords(priceFen)}`}
          busy={acts.busy}
          disabledReason={way === null ? '先选怎么收的' : undefined}
          onPress={collect}
        />
      }
    >
      <Stack>
        <Heading level={1}>{priceWords(priceFen)}</Heading>
        <Words>{`${booking.serviceName}，${personName}付。收到钱再按。`}</Words>
        <Choice label="怎么收的" options={ways} value={way} onChange={setWay} />
      </Stack>
    </Sheet>
  )
}
