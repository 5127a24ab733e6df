import { useState } from 'react'
import { renovationId, subdistrictId } from '#shared/ids.ts'
import { readRenovation } from '#shared/renovations/renovations.contract.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Words } from '../../../../components/words.tsx'
import { useNow } from '../../../../parts/clock/use-now.ts'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { useLive } from '../../../../parts/live/use-live.ts'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { call } from '../../../../platform/api.ts'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { useSession } from '../../../../platform/session.ts'
import { AcknowledgeSheet } from '../../acknowledge-sheet.tsx'
import { Hauls } from '../../haul-card.tsx'
import { RenovationFacts } from '../../renovation-facts.tsx'

/** `?subdistrict&renovation`: for the resident, and for property, 居委 and the desk. */
export default function RenovationPage() {
  return (
    <Screen title="装修登记">
      <WhenSignedIn why="登录后就能看到这份登记。">{() => <Renovation />}</WhenSignedIn>
    </Screen>
  )
}

function Renovation() {
  const { subdistrict = '', renovation: id = '' } = usePageParams()
  const session = useSession()
  const me = session.status === 'in' ? session.me : null
  const now = useNow()
  const [looking, setLooking] = useState(false)
  const params = { subdistrictId: subdistrictId(subdistrict), renovationId: renovationId(id) }
  const { state, reload, put } = useLoaded(
    async () => (await call(readRenovation, { params })).renovation,
    `${subdistrict}/${id}`,
  )
  useLive(me === null ? null : `person/${me.personId}`, reload)
  usePullToRefresh(reload)
  return (
    <AsyncView state={state} retry={reload} skeleton="page">
      {(renovation) => (
        <Stack>
          {renovation.placeLabel === '' ? null : <Words kind="lead">{renovation.placeLabel}</Words>}
          {renovation.mayAcknowledge ? (
            <Button words="我看过了" icon="check" onPress={() => setLooking(true)} />
          ) : null}
          <Hauls renovation={renovation} now={now} canBook={!worksThere(me?.posts, subdistrict)} />
          <RenovationFacts renovation={renovation} now={now} />
          {looking ? (
            <AcknowledgeSheet
              renovation={renovation}
              onClose={() => setLooking(false)}
              onDone={put}
            />
          ) : null}
        </Stack>
      )}
    </AsyncView>
  )
}

const lookers = new Set<string>([
  'property_staff',
  'neighbourhood_officer',
  'duty_officer',
  'hotline_clerk',
  'administrator',
])

const worksThere = (
  posts: readonly { readonly role: string; readonly subdistrictId: string }[] | undefined,
  subdistrict: string,
): boolean =>
  posts?.some(({ role, subdistrictId: at }) => at === subdistrict && lookers.has(role)) ?? false
