import { depositWords, priceWords, refusalWords } from '#shared/offers/offers.words.ts'
import { Button } from '../../components/button.tsx'
import { Banner } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import type { OfferFor } from '../../parts/bookings/use-offer-for.ts'
import type { Served } from '../../parts/bookings/use-who.ts'
import { peoplePage } from '../../parts/relatives/relatives-pages.ts'
import { go } from '../../platform/navigation.ts'

interface PriceForProps {
  readonly found: OfferFor
  readonly who: Served
}

/** What it costs the one it is for, or why he cannot have it. */
export function PriceFor({ found, who }: PriceForProps) {
  const { offer, priceFen, refused, ageUnknown, mustAskDesk } = found
  const whom = who.isMe ? '您' : who.name
  const { terms } = offer
  if (ageUnknown && (refused === 'age' || terms.price.seniorFromAge !== null)) {
    return (
      <Banner tone="yellow" title={`还没有登记${whom}的出生日期`}>
        <Stack gap="s">
          <Words>登记了年龄，才知道能不能约、能不能优惠。打电话或到服务点也可以登记。</Words>
          {who.isMe ? (
            <Button words="去登记" kind="secondary" fit onPress={() => go(peoplePage)} />
          ) : null}
        </Stack>
      </Banner>
    )
  }
  if (refused !== null) {
    return (
      <Banner tone="yellow" title={`${whom}约不了这项服务`}>
        <Stack gap="s">
          <Words>{refusalWords(refused, terms.who, whom)}</Words>
          {who.isMe && refused !== 'level' ? (
            <Button words="看我的登记" kind="secondary" fit onPress={() => go(peoplePage)} />
          ) : null}
        </Stack>
      </Banner>
    )
  }
  if (mustAskDesk) {
    return (
      <Banner tone="yellow" title="请打电话约" icon="phone">
        <Words>{`${whom}最近几次约了没有来。打电话说一声，我们照样帮您约。`}</Words>
      </Banner>
    )
  }
  const price = `${priceWords(priceFen)}${depositWords(terms)}`
  return <Words kind="strong">{`${whom}的价格：${price}`}</Words>
}

/** Whether looking at times makes sense for him at all. */
export const canBook = (found: OfferFor | null): boolean =>
  found === null || (found.refused === null && !found.mustAskDesk)
