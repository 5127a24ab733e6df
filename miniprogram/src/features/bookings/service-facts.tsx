import { useState } from 'react'
import { phoneInGroups } from '#shared/accounts/phone.words.ts'
import { bringTitle } from '#shared/bookings/bookings.words.ts'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import type { OfferView, readService } from '#shared/offers/offers.contract.ts'
import {
  accessibilityWords,
  cancelWords,
  languageWords,
  lengthWords,
  pricesWords,
  servicePriceWords,
  whoWords,
} from '#shared/offers/offers.words.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { say } from '../../components/toast.tsx'
import { showTheWay } from '../../platform/open-map.ts'
import { dial } from '../../platform/phone.ts'

export type ServiceFound = ResponseOf<typeof readService>

const unique = <T,>(values: readonly T[]): T[] => [...new Set(values)]

interface FactsProps {
  readonly found: ServiceFound
}

/** For whom, what it costs, how long, what to bring, how to get out of it again. */
export function ServiceFacts({ found: { service, offers } }: FactsProps) {
  const whos = unique(offers.map(({ terms }) => whoWords(terms.who)))
  const prices = unique(offers.map(({ terms }) => pricesWords(terms.price)))
  const lengths = unique(offers.map(({ kind, minutes }) => lengthWords(kind, minutes)))
  const spoken = unique(offers.flatMap(({ languages }) => languages)).map(
    (language) => languageWords[language],
  )
  const cancels = unique(offers.map(({ terms }) => cancelWords(terms, service.fullFen > 0)))
  const rows = [
    { title: '给谁', note: whos.join('；') },
    {
      title: '多少钱',
      note: prices.length === 1 ? prices.join() : servicePriceWords(service),
    },
    { title: '多久', note: lengths.filter((words) => words !== null).join('或') },
    { title: bringTitle(service.kind), note: service.bring },
    { title: '说什么话', note: spoken.join('、') },
    { title: '来不了怎么办', note: cancels[0] ?? '' },
  ]
  return (
    <Card kind="rows" title="说明">
      {rows
        .filter(({ note }) => note !== '')
        .map(({ title, note }) => (
          <ListRow key={title} title={title} note={note} />
        ))}
    </Card>
  )
}

const few = 3

/** Where it is given, with phone and way; at home there is no address to show. */
export function ServiceSites({ found: { offers } }: FactsProps) {
  const [all, setAll] = useState(false)
  const sites = [...new Map(offers.map((offer) => [offer.site.siteId, offer])).values()]
  const shown = all ? sites : sites.slice(0, few)
  return (
    <Stack>
      {shown.map((offer) => (
        <SiteCard key={offer.site.siteId} offer={offer} />
      ))}
      {shown.length === sites.length ? null : (
        <Button
          words={`看全部 ${sites.length} 个地方`}
          kind="secondary"
          onPress={() => setAll(true)}
        />
      )}
    </Stack>
  )
}

function SiteCard({ offer: { site, kind, providerName } }: { offer: OfferView }) {
  const comfort = site.accessibility.map((one) => accessibilityWords[one]).join('、')
  const wayThere = async () => {
    if (await showTheWay(site)) say('地址复制好了，可以粘贴到地图里找')
  }
  return (
    <Card kind="rows" title={site.name}>
      {kind === 'visit' ? (
        <ListRow icon="home" title="上门服务" note={providerName} />
      ) : (
        <ListRow
          icon="pin"
          title={site.address}
          note={[site.openingWords, comfort].filter((part) => part !== '').join('。')}
          label={`怎么去：${site.name}，${site.address}`}
          onPress={wayThere}
        />
      )}
      <ListRow
        icon="phone"
        title={phoneInGroups(site.phone)}
        label={`打电话给${site.name}`}
        onPress={() => dial(site.phone)}
      />
    </Card>
  )
}
