import { useEffect, useState } from 'react'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { renovationWasteService } from '#shared/renovations/renovation-rules.ts'
import type { RenovationView } from '#shared/renovations/renovations.contract.ts'
import { listMyRenovations } from '#shared/renovations/renovations.contract.ts'
import { daysWords, scopeWords } from '#shared/renovations/renovations.words.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Banner } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { go } from '../../platform/navigation.ts'
import { useLoaded } from '../loading/use-loaded.ts'
import { lastRenovation } from './chosen-renovation.ts'
import { registerRenovationPage } from './renovation-pages.ts'

type Haul = Pick<BookingView, 'serviceCode' | 'subdistrictId' | 'personName'>

const isOf =
  ({ subdistrictId, personName }: Haul) =>
  (renovation: RenovationView): boolean =>
    renovation.subdistrictId === subdistrictId && renovation.personName === personName

/** Of which registered renovation the waste is; asked only where that is hauled. */
export const useRenovationChoice = (haul: Haul) => {
  const isAsked = haul.serviceCode === renovationWasteService
  const { state, reload } = useLoaded(
    async () => (isAsked ? (await call(listMyRenovations, {})).renovations.filter(isOf(haul)) : []),
    String(isAsked),
  )
  const [chosen, setChosen] = useState<string | null>(null)
  useEffect(() => {
    if (isAsked) lastRenovation().then((last) => setChosen((now) => now ?? last))
  }, [isAsked])
  const mine = state.status === 'ready' ? state.value : []
  const found = mine.find(({ renovationId }) => renovationId === chosen)
  const only = mine.length === 1 ? mine[0] : undefined
  const renovation = found ?? only ?? null
  return { isAsked, state, reload, renovation, choose: setChosen }
}
export type RenovationChoosing = ReturnType<typeof useRenovationChoice>

interface RenovationChoiceProps {
  readonly choosing: RenovationChoosing
  readonly error: string | undefined
}

export function RenovationChoice({ choosing, error }: RenovationChoiceProps) {
  const { state, reload, renovation, choose } = choosing
  return (
    <AsyncView state={state} retry={reload}>
      {(mine) =>
        mine.length === 0 ? (
          <Banner tone="yellow" title="还没有登记装修">
            <Stack gap="s">
              <Words>装修垃圾要先登记、签承诺书，才能约清运。登记只要几分钟。</Words>
              <Button words="先去登记装修" onPress={() => go(registerRenovationPage)} />
            </Stack>
          </Banner>
        ) : (
          <Choice
            label="是哪次装修的垃圾"
            options={mine.map(({ renovationId, placeLabel, scope, startsOn, endsOn }) => ({
              value: String(renovationId),
              words: placeLabel,
              note: `${scopeWords[scope]}，${daysWords(startsOn, endsOn)}`,
            }))}
            value={renovation?.renovationId ?? null}
            onChange={choose}
            error={error}
          />
        )
      }
    </AsyncView>
  )
}
