import type { WechatPayDouble } from '#bff/demo/wechat-pay-double.ts'
import { cancelBooking, confirmBooking, holdTime } from '#shared/bookings/bookings.contract.ts'
import type { PersonId } from '#shared/ids.ts'
import { paymentId } from '#shared/ids.ts'
import { checkPayment, preparePayment } from '#shared/payments/payments.contract.ts'
import type { bookingScene } from '#tests/bookings/booking-scene.ts'
import { hexing } from '#tests/bookings/booking-scene.ts'
import type { Dice } from '#tests/demand/dice.ts'
import type { Client } from '#tests/support/client.ts'

type Slot = Awaited<ReturnType<ReturnType<typeof bookingScene>['slotOf']>>

interface Payer {
  readonly client: Client
  readonly personId: PersonId
}

/** One books, pays on the phone, and sometimes looks or cancels at that very moment. */
const payOnce = async (
  { client, personId }: Payer,
  slot: Slot,
  double: WechatPayDouble,
  dice: Dice,
): Promise<void> => {
  const wanted = { ...slot, personId, party: 1 }
  const { booking } = await client.call(holdTime, { params: hexing, body: wanted })
  const params = { ...hexing, bookingId: booking.bookingId }
  const cancel = () => client.ask(cancelBooking, { params, body: { reason: '' } })
  const confirmed = await client.call(confirmBooking, {
    params,
    body: { payBy: 'wechat', note: '', despiteClash: true },
  })
  const key = { ...hexing, paymentId: paymentId(confirmed.booking.paymentId ?? '') }
  const { parameters } = await client.call(preparePayment, { params: key })
  const { openId = '' } = double.orders.get(key.paymentId.replaceAll('-', '')) ?? {}
  // A third of the notices never arrives.
  double.setNotices(dice.percent(33) ? 'drop' : 'send')
  const meanwhile = dice.percent(20) ? cancel() : Promise.resolve()
  const [ended] = await Promise.allSettled([
    meanwhile,
    double.payAs(parameters.package.replace('prepay_id=', ''), openId),
  ])
  if (ended.status === 'rejected') throw ended.reason
  if (dice.percent(30)) await client.ask(checkPayment, { params: key })
  if (dice.percent(25)) await cancel()
}

/** Books and pays until told to stop, or until nobody answers any more. */
export const payWithoutPause = (
  payers: readonly Payer[],
  nextSlot: (payer: number) => Slot,
  double: WechatPayDouble,
  dice: Dice,
) => {
  let going = true
  const all = payers.map(async (payer, at) => {
    while (going)
      try {
        await payOnce(payer, nextSlot(at), double, dice)
      } catch (error) {
        // A cut connection is the very thing under test; a refusal is not.
        if (!(error instanceof TypeError)) throw error
        return
      }
  })
  return {
    stop: async (): Promise<void> => {
      going = false
      await Promise.all(all)
    },
  }
}
