import { fullWhenWords } from '#shared/bookings/bookings.words.ts'
import type { Meal, MenuSet } from '#shared/canteen/canteen.contract.ts'
import { mealWays, mealWayWords, softWords } from '#shared/canteen/canteen.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { payWayWords, priceWords } from '#shared/offers/offers.words.ts'
import { Button } from '../../components/button.tsx'
import { Banner } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { openBooking } from '../../parts/bookings/booking-pages.ts'
import type { Served } from '../../parts/bookings/use-who.ts'
import { VisitAddress } from '../../parts/bookings/visit-address.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import type { Gate } from '../../parts/gate/use-gate.tsx'
import type { Order } from './use-order.ts'
import { useOrder } from './use-order.ts'

interface OrderSheetProps {
  readonly subdistrictId: SubdistrictId
  readonly meal: Meal
  readonly set: MenuSet
  readonly who: Served
  readonly gate: Gate
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Everything that is ordered, in one look; a press on the button orders it. */
export function OrderSheet(props: OrderSheetProps) {
  const { subdistrictId, meal, set, who, gate, onClose, onDone } = props
  const now = useNow()
  const order = useOrder({ subdistrictId, meal, set, who })
  const { party, isDelivered, eachFen, way } = order
  const close = () => {
    order.leave()
    onClose()
  }
  const confirm = async () => {
    const booked = await order.order()
    if (booked === null) return
    onClose()
    onDone()
    // One that is paid now goes on where it is paid.
    if (booked.status === 'held') await openBooking(booked)
    else say(`订好了，取餐号 ${booked.number}`)
  }
  const most = Math.max(1, Math.min(meal.maxParty, meal.left))
  const portions = Array.from({ length: most }, (_, at) => String(at + 1))
  const total = priceWords(eachFen * party)
  const words = order.hasClash ? '仍要订' : way === 'wechat' ? '订餐，去付' : '确认订餐'
  return (
    <Sheet
      open
      title={`订${set.name}`}
      onClose={close}
      footer={<Button words={`${words} ${total}`} busy={order.busy} onPress={confirm} />}
    >
      <Stack>
        <Words kind="strong">{`${fullWhenWords(new Date(meal.startsAt), now)} 起，${meal.siteName}`}</Words>
        <Words>{`${set.dishes.join('、')}${set.isSoft ? `（${softWords}）` : ''}`}</Words>
        <Words>{who.isMe ? '给我自己订' : `给${who.name}订`}</Words>
        {order.hasClash ? <ClashBanner order={order} now={now} /> : null}
        {most > 1 ? (
          <Choice
            look="chips"
            label="几份"
            options={portions.map((value) => ({ value, words: `${value} 份` }))}
            value={String(Math.min(party, most))}
            onChange={(value) => order.setParty(Number(value))}
          />
        ) : null}
        {meal.delivers ? (
          <Choice
            label="怎么吃"
            options={mealWays.map((value) => ({ value, words: mealWayWords[value] }))}
            value={isDelivered ? 'delivered' : 'here'}
            onChange={(value) => order.setDelivered(value === 'delivered')}
          />
        ) : null}
        {isDelivered ? (
          <VisitAddress
            address={order.address}
            gate={gate}
            error={order.addressProblem}
            onChange={order.setAddress}
          />
        ) : null}
        {eachFen > 0 && order.ways.length > 1 ? (
          <Choice
            label="怎么付"
            options={order.ways.map((value) => ({
              value,
              words: value === 'counter' ? '取餐时付' : payWayWords[value],
            }))}
            value={way}
            onChange={order.setWay}
          />
        ) : null}
        <Words kind="quiet">
          {[
            party > 1 ? `一份 ${priceWords(eachFen)}。` : '',
            order.ageUnknown
              ? `没有登记出生日期，先按原价；登记后 ${meal.seniorFromAge} 岁以上有优惠。`
              : '',
            eachFen < meal.fullFen ? '长者价按年龄算，取餐时请带身份证或敬老卡。' : '',
            '截止前来不了，可以在预约里取消。',
          ].join('')}
        </Words>
      </Stack>
    </Sheet>
  )
}

function ClashBanner({ order, now }: { order: Order; now: Date }) {
  return (
    <Banner tone="yellow" title="这个时间还有别的预约">
      <Stack gap="s">
        {order.clashes.map(({ serviceName, startsAt, siteName }) => (
          <Words key={`${serviceName}${startsAt}`}>
            {`${fullWhenWords(new Date(startsAt), now)}，${serviceName}，${siteName}`}
          </Words>
        ))}
        <Words>来得及的话，再按一次就订。</Words>
      </Stack>
    </Banner>
  )
}
