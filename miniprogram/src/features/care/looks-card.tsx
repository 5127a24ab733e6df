import { listLooks } from '#shared/care/care.contract.ts'
import { lookKindWords, lookScopeWords } from '#shared/care/care.words.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Tag } from '../../components/tag.tsx'
import { Heading, Words } from '../../components/words.tsx'
import type { ElderKey } from '../../parts/care/care-pages.ts'
import { useNow } from '../../parts/clock/use-now.ts'
import { usePaged } from '../../parts/loading/use-paged.ts'
import { call } from '../../platform/api.ts'

/** Who looked when at what: so that one is seen only by whom one knows of. */
export function LooksCard({ elder }: { elder: ElderKey }) {
  const now = useNow()
  const { subdistrictId, personId } = elder
  const list = usePaged(
    async (cursor) => {
      const query = cursor === undefined ? {} : { cursor }
      const answer = await call(listLooks, { params: { subdistrictId, personId }, query })
      return { items: answer.looks, nextCursor: answer.nextCursor }
    },
    ({ viewerName, scope, startedAt }) => `${viewerName}/${scope}/${startedAt}`,
    `${subdistrictId}/${personId}`,
  )
  return (
    <Stack>
      <Heading level={2}>谁看过</Heading>
      <AsyncView state={list.state} retry={list.reload}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <Words>还没有人看过。</Words>
          ) : (
            <Stack gap="s">
              <Card kind="rows">
                {items.map(({ viewerName, as, scope, startedAt, lastAt }) => (
                  <ListRow
                    key={`${viewerName}/${scope}/${startedAt}`}
                    title={viewerName}
                    note={`${timeInWords(new Date(lastAt), now)}，看了${lookScopeWords[scope]}`}
                    end={
                      <Tag words={lookKindWords[as]} tone={as === 'break_glass' ? 'red' : 'grey'} />
                    }
                  />
                ))}
              </Card>
              {nextCursor === null ? null : (
                <Button
                  words="再看更多"
                  kind="secondary"
                  busy={list.loadingMore}
                  onPress={list.more}
                />
              )}
            </Stack>
          )
        }
      </AsyncView>
    </Stack>
  )
}
