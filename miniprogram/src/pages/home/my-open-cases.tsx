import { openStatuses } from '#shared/cases/case-status.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Stack } from '../../components/layout.tsx'
import { Heading, Words } from '../../components/words.tsx'
import { CaseCard } from '../../parts/cases/case-card.tsx'
import { myCasesPage, openCase } from '../../parts/cases/case-pages.ts'
import { useMyCases } from '../../parts/cases/use-my-cases.ts'
import { useNow } from '../../parts/clock/use-now.ts'
import { go } from '../../platform/navigation.ts'

const shown = 3
const open: readonly string[] = openStatuses

/** What is being done for me at the moment; at most three, the rest one press away. */
export function MyOpenCases({ personId }: { personId: string }) {
  const now = useNow()
  const list = useMyCases(personId)
  return (
    <Stack>
      <Heading level={2}>正在办的事</Heading>
      <AsyncView state={list.state} retry={list.reload}>
        {({ items }) => {
          const rows = items.filter(({ status }) => open.includes(status)).slice(0, shown)
          return (
            <Stack>
              {rows.map((row) => (
                <CaseCard key={row.caseId} row={row} now={now} onPress={() => openCase(row)} />
              ))}
              {rows.length === 0 ? <Words kind="quiet">现在没有正在办的事。</Words> : null}
              {items.length === 0 ? null : (
                <Button
                  words="看我上报的所有事"
                  kind="quiet"
                  icon="list"
                  onPress={() => go(myCasesPage)}
                />
              )}
            </Stack>
          )
        }}
      </AsyncView>
    </Stack>
  )
}
