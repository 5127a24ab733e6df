import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { ListEnd } from '../../../../components/words.tsx'
import { CaseCard } from '../../../../parts/cases/case-card.tsx'
import { openCase, reportPage } from '../../../../parts/cases/case-pages.ts'
import { useMyCases } from '../../../../parts/cases/use-my-cases.ts'
import { useNow } from '../../../../parts/clock/use-now.ts'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { go } from '../../../../platform/navigation.ts'
import { useReachBottom } from '../../../../platform/page-lifecycle.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'

export default function MyCasesPage() {
  return (
    <Screen title="我上报的事">
      <WhenSignedIn why="登录后就能看到您上报的事。">
        {(me) => <MyCases personId={me.personId} />}
      </WhenSignedIn>
    </Screen>
  )
}

function MyCases({ personId }: { personId: string }) {
  const now = useNow()
  const list = useMyCases(personId)
  const { more } = list
  useReachBottom(more)
  usePullToRefresh(list.reload)
  return (
    <AsyncView
      state={list.state}
      retry={list.reload}
      isEmpty={({ items }) => items.length === 0}
      empty={{
        title: '还没有上报过',
        words: '路灯不亮、电梯坏了、楼道堆东西……看到就拍一张告诉我们。',
        action: { words: '报告问题', onPress: () => go(reportPage) },
      }}
    >
      {({ items, nextCursor }) => (
        <Stack>
          {items.map((row) => (
            <CaseCard key={row.caseId} row={row} now={now} onPress={() => openCase(row)} />
          ))}
          {nextCursor === null ? (
            <ListEnd words="都在这里了" />
          ) : (
            <Button words="看更早的" kind="secondary" busy={list.loadingMore} onPress={more} />
          )}
        </Stack>
      )}
    </AsyncView>
  )
}
