import { useState } from 'react'
import type { SubdistrictId } from '#shared/ids.ts'
import type { Need } from '#shared/offers/offer-kinds.ts'
import { needs } from '#shared/offers/offer-kinds.ts'
import type { ServiceRow } from '#shared/offers/offers.contract.ts'
import { Stack } from '../../components/layout.tsx'
import { NeedList } from './need-list.tsx'
import { NeedTiles } from './need-tiles.tsx'

interface FoundProps {
  readonly subdistrictId: SubdistrictId
  readonly services: readonly ServiceRow[]
}

/** What was found, under its needs; one need alone when it is pressed. */
export function Found({ subdistrictId, services }: FoundProps) {
  const [need, setNeed] = useState<Need | null>(null)
  const there = needs.filter((one) => services.some((service) => service.need === one))
  const chosen = need !== null && there.includes(need) ? need : null
  const shown = services.filter((service) => chosen === null || service.need === chosen)
  return (
    <Stack>
      <NeedTiles needs={there} chosen={chosen} onChoose={setNeed} />
      <NeedList subdistrictId={subdistrictId} services={shown} />
    </Stack>
  )
}
