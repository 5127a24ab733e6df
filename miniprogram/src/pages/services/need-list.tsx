import type { SubdistrictId } from '#shared/ids.ts'
import { needs } from '#shared/offers/offer-kinds.ts'
import type { ServiceRow } from '#shared/offers/offers.contract.ts'
import { needWords, servicePriceWords } from '#shared/offers/offers.words.ts'
import { Card, ListRow } from '../../components/card.tsx'
import { openService } from '../../parts/bookings/booking-pages.ts'

interface NeedListProps {
  readonly subdistrictId: SubdistrictId
  readonly services: readonly ServiceRow[]
}

const noteOf = (service: ServiceRow): string => {
  const where = service.kind === 'visit' ? '上门' : `${service.siteCount} 个地方`
  return [servicePriceWords(service), where].join(' · ')
}

/** Services under what people need them for, in the order of the needs. */
export function NeedList({ subdistrictId, services }: NeedListProps) {
  return (
    <>
      {needs.map((need) => {
        const rows = services.filter((service) => service.need === need)
        if (rows.length === 0) return null
        return (
          <Card key={need} kind="rows" title={needWords[need]}>
            {rows.map((service) => (
              <ListRow
                key={service.code}
                title={service.name}
                note={noteOf(service)}
                onPress={() => openService(subdistrictId, service)}
              />
            ))}
          </Card>
        )
      })}
    </>
  )
}
