import { View } from '@tarojs/components'
import type { BookingView, Clash } from '#shared/bookings/bookings.contract.ts'
import {
  bringTitle,
  countdownWords,
  forWhom,
  fullWhenWords,
} from '#shared/bookings/bookings.words.ts'
import type { PayWay } from '#shared/offers/offer-terms.ts'
import type { OfferView } from '#shared/offers/offers.contract.ts'
import { cancelWords, payWayWords, priceWords } from '#shared/offers/offers.words.ts'
import { Banner, Card } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { VisitAddress } from '../../parts/bookings/visit-address.tsx'
import { When } from '../../parts/bookings/when.tsx'
import type { Gate } from '../../parts/gate/use-gate.tsx'
import { RenovationChoice } from '../../parts/renovations/renovation-choice.tsx'
import s from './confirm-form.module.scss'
import type { Confirm } from './use-confirm.ts'

interface ConfirmFormProps {
  readonly booking: BookingView
  readonly offer: OfferView | null
  readonly form: Confirm
  readonly left: number | null
  readonly now: Date
  readonly gate: Gate
}

/** Everything that will be so, in large type; then what one may still say. */
export function ConfirmForm({ booking, offer, form, left, now, gate }: ConfirmFormProps) {
  const ways = offer?.terms.payBy.filter((way) => way !== 'free') ?? []
  return (
    <Stack>
      {left === null ? null : (
        <Banner tone="blue" title={`这个时间给您留 ${countdownWords(left)}`} icon="clock" />
      )}
      {form.hasClash ? <ClashBanner clashes={form.clashes} now={now} /> : null}
      <Card>
        <View className={s.what}>{booking.serviceName}</View>
        <View className={s.when}>
          <When at={new Date(booking.startsAt)} now={now} look="title" />
        </View>
        <Fact name="给谁" words={booking.isMine ? '我自己' : booking.personName} />
        <Fact
          name={booking.kind === 'visit' ? '谁来做' : '在哪里'}
          words={
            booking.kind === 'visit'
              ? (offer?.providerName ?? booking.siteName)
              : `${booking.siteName}\n${booking.site.address}`
          }
        />
        {booking.party > 1 ? <Fact name="几个人" words={`${booking.party} 人`} /> : null}
        <Fact name="多少钱" words={priceOf(booking, offer)} />
        {booking.bring === '' ? null : (
          <Fact name={bringTitle(booking.kind)} words={booking.bring} />
        )}
      </Card>
      {form.needsAddress ? (
        <VisitAddress
          {...(booking.kind === 'haulage' ? { what: '东西在哪家' } : {})}
          address={form.address}
          gate={gate}
          error={form.addressProblem}
          onChange={form.setAddress}
        />
      ) : null}
      {form.choosing.isAsked ? (
        <RenovationChoice choosing={form.choosing} error={form.renovationProblem} />
      ) : null}
      {booking.priceFen > 0 && ways.length > 1 ? (
        <Choice
          label="怎么付"
          options={ways.map((value) => ({ value, words: payWayWords[value] }))}
          value={form.way}
          onChange={(way: PayWay) => form.setWay(way)}
        />
      ) : null}
      <Field
        kind="textarea"
        label={`还有什么要告诉${booking.kind === 'visit' ? '上门的人' : '服务点'}`}
        optional
        placeholder={exampleNote(booking)}
        value={form.note}
        onChange={form.setNote}
        maxLength={300}
        counted
      />
      {offer === null ? null : (
        <Words kind="quiet">
          {cancelWords(offer.terms, booking.priceFen > offer.terms.price.depositFen)}
        </Words>
      )}
    </Stack>
  )
}

const exampleNote = (booking: BookingView): string => {
  if (booking.isMine) return '例如：耳朵不好，请大声些'
  const whom = forWhom(booking)
  return booking.kind === 'visit' ? `例如：${whom}耳朵不好，敲门请重一点` : `例如：${whom}坐轮椅来`
}

function Fact({ name, words }: { name: string; words: string }) {
  return (
    <View className={s.fact}>
      <View className={s.name}>{name}</View>
      <View className={s.words}>{words}</View>
    </View>
  )
}

const priceOf = ({ priceFen }: BookingView, offer: OfferView | null): string => {
  const deposit = offer?.terms.price.depositFen ?? 0
  return deposit === 0 || priceFen === 0
    ? priceWords(priceFen)
    : `${priceWords(priceFen)}，其中押金 ${priceWords(deposit)}`
}

function ClashBanner({ clashes, now }: { clashes: readonly Clash[]; now: Date }) {
  return (
    <Banner tone="yellow" title="这个时间还有别的预约">
      <Stack gap="s">
        {clashes.map(({ serviceName, siteName, startsAt }) => (
          <Words key={`${serviceName}${startsAt}`}>
            {`${fullWhenWords(new Date(startsAt), now)}，${serviceName}，${siteName}`}
          </Words>
        ))}
        <Words>两头赶不及的话，请返回换个时间。</Words>
      </Stack>
    </Banner>
  )
}
