import { timeInWords } from '#shared/cases/deadline.words.ts'
import type { Notice } from '#shared/notices/notices.contract.ts'
import { isForResidents } from '#shared/notices/notices.contract.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Card, ListRow } from '../../../../components/card.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Tag } from '../../../../components/tag.tsx'
import { openBooking } from '../../../../parts/bookings/booking-pages.ts'
import { eldersPage, myCarePage, openAlert, wallPage } from '../../../../parts/care/care-pages.ts'
import { openCase } from '../../../../parts/cases/case-pages.ts'
import { useNow } from '../../../../parts/clock/use-now.ts'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { myMattersPage } from '../../../../parts/guide/guide-pages.ts'
import {
  registrationsPage,
  renovationsPage,
} from '../../../../parts/renovations/renovation-pages.ts'
import { openRequest, openToHandle } from '../../../../parts/staff/staff-pages.ts'
import { go } from '../../../../platform/navigation.ts'
import { useReachBottom } from '../../../../platform/page-lifecycle.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { useNotices } from '../../use-notices.ts'

export default function NoticesPage() {
  return (
    <Screen title="消息">
      <WhenSignedIn why="登录后就能看到给您的消息。">
        {(me) => <Notices personId={me.personId} />}
      </WhenSignedIn>
    </Screen>
  )
}

const toElders = new Set<Notice['kind']>([
  'care_summary',
  'care_follow_agreed',
  'care_follow_refused',
  'care_glass_broken',
])
const toWall = new Set<Notice['kind']>(['care_follow_asked_staff', 'care_glass_broken_staff'])

const open = ({ kind, subdistrictId, caseId, bookingId, alertId }: Notice) => {
  if (subdistrictId === null) return undefined
  const residents = isForResidents(kind)
  if (caseId !== null) return () => (residents ? openCase : openToHandle)({ subdistrictId, caseId })
  if (alertId !== null) return () => openAlert({ subdistrictId, alertId })
  if (kind === 'care_follow_asked') return () => go(myCarePage)
  if (toElders.has(kind)) return () => go(eldersPage)
  if (toWall.has(kind)) return () => go(wallPage, { subdistrict: subdistrictId })
  if (kind === 'guide_ready' || kind === 'guide_again') return () => go(myMattersPage)
  if (kind === 'renovation_seen') return () => go(renovationsPage)
  if (kind === 'renovation_new') return () => go(registrationsPage, { subdistrict: subdistrictId })
  if (bookingId === null) return undefined
  return () =>
    residents ? openBooking({ subdistrictId, bookingId }) : openRequest(subdistrictId, bookingId)
}

function Notices({ personId }: { personId: string }) {
  const now = useNow()
  const list = useNotices(personId)
  const { more, reload, isNew } = list
  useReachBottom(more)
  usePullToRefresh(reload)
  return (
    <AsyncView
      state={list.state}
      retry={reload}
      isEmpty={({ items }) => items.length === 0}
      empty={{ title: '还没有消息', words: '您上报的事、约的服务有了消息，会在这里告诉您。' }}
    >
      {({ items, nextCursor }) => (
        <Stack>
          <Card kind="rows">
            {items.map((notice) => {
              const onPress = open(notice)
              return (
                <ListRow
                  key={notice.noticeId}
                  title={notice.title}
                  note={`${timeInWords(new Date(notice.at), now)} · ${notice.body}`}
                  end={isNew(notice) ? <Tag words="新" tone="orange" /> : undefined}
                  {...(onPress === undefined ? {} : { onPress })}
                />
              )
            })}
          </Card>
          {nextCursor === null ? null : (
            <Button words="看更早的" kind="secondary" busy={list.loadingMore} onPress={more} />
          )}
        </Stack>
      )}
    </AsyncView>
  )
}
