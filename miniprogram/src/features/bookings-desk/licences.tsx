import type { SubdistrictId } from '#shared/ids.ts'
import { listProviders } from '#shared/offers/offers.contract.ts'
import { providerKindWords } from '#shared/offers/offers.words.ts'
import { addDays } from '#shared/time/shanghai.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Tag } from '../../components/tag.tsx'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'

/** Days before its end from which a licence is to be renewed. */
const soon = 60

const fullDate = (day: string): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** Who gives the services, and how long each may: those that end first, first. */
export function Licences(props: { readonly subdistrictId: SubdistrictId; readonly today: string }) {
  const { subdistrictId, today } = props
  const { state, reload } = useLoaded(
    () => call(listProviders, { params: { subdistrictId } }),
    subdistrictId,
  )
  return (
    <AsyncView
      state={state}
      retry={reload}
      isEmpty={({ providers }) => providers.length === 0}
      empty={{ title: '还没有服务机构' }}
    >
      {({ providers }) => (
        <Card kind="rows" title="服务机构的证照">
          {[...providers]
            .sort((one, other) => one.licenceTo.localeCompare(other.licenceTo))
            .map((one) => (
              <ListRow
                key={one.providerId}
                title={one.name}
                note={`${providerKindWords[one.kind]} · ${one.licenceName}，到${fullDate(one.licenceTo)} · ${one.staffCount} 人，${one.offerCount} 项服务`}
                end={
                  one.licenceTo < today ? (
                    <Tag words="证照过期，约不了" tone="red" />
                  ) : one.licenceTo < addDays(today, soon) ? (
                    <Tag words="快到期" tone="orange" />
                  ) : undefined
                }
              />
            ))}
        </Card>
      )}
    </AsyncView>
  )
}
