import { useState } from 'react'
import type { SubdistrictId } from '#shared/ids.ts'
import { needs } from '#shared/offers/offer-kinds.ts'
import type { ServiceRow } from '#shared/offers/offers.contract.ts'
import { listServices } from '#shared/offers/offers.contract.ts'
import { needWords, servicePriceWords } from '#shared/offers/offers.words.ts'
import { renovationWasteService } from '#shared/renovations/renovation-rules.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'

export type PickedService = Pick<ServiceRow, 'code' | 'name' | 'kind'>

interface ServicePickProps {
  readonly subdistrictId: SubdistrictId
  readonly onPick: (service: PickedService) => void
}

const noteOf = (service: ServiceRow): string => {
  const where = service.kind === 'visit' ? '上门' : `${service.siteCount} 个地方`
  return [servicePriceWords(service), where].join(' · ')
}

/** What he wants: typed, or found under the need. */
export function ServicePick({ subdistrictId, onPick }: ServicePickProps) {
  const [typed, setTyped] = useState('')
  const search = typed.trim().slice(0, 40)
  const { state, reload } = useLoaded(
    () => call(listServices, { params: { subdistrictId }, query: search === '' ? {} : { search } }),
    `${subdistrictId}/${search}`,
  )
  return (
    <Stack>
      <Field
        kind="search"
        label="他想约什么"
        placeholder="例如：理发、量血压"
        value={typed}
        onChange={setTyped}
        maxLength={40}
      />
      <AsyncView state={state} retry={reload}>
        {({ services }) => {
          // Rubble is registered with its renovation first, by whoever renovates.
          const bookable = services.filter(({ code }) => code !== renovationWasteService)
          if (bookable.length === 0)
            return <Words>没有这样的服务。换个说法试试，例如：剪头发。</Words>
          return (
            <Stack>
              {needs.map((need) => {
                const rows = bookable.filter((service) => service.need === need)
                if (rows.length === 0) return null
                return (
                  <Card key={need} kind="rows" title={needWords[need]}>
                    {rows.map((service) => (
                      <ListRow
                        key={service.code}
                        title={service.name}
                        note={noteOf(service)}
                        onPress={() => onPick(service)}
                      />
                    ))}
                  </Card>
                )
              })}
            </Stack>
          )
        }}
      </AsyncView>
    </Stack>
  )
}
