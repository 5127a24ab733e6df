import { useState } from 'react'
import type { ItemView } from '#shared/guide/guide.contract.ts'
import { readGuideItem } from '#shared/guide/guide.contract.ts'
import { copiesWords } from '#shared/guide/guide.words.ts'
import type { Answers } from '#shared/guide/my-list.ts'
import { bundleMaterials } from '#shared/guide/my-list.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { ItemRows } from './item-rows.tsx'

interface BundleCardProps {
  readonly subdistrictId: SubdistrictId
  readonly item: ItemView
  readonly answers: Answers
}

/** Items done in one go with this one, and on request what all of them want, each paper once. */
export function BundleCard({ subdistrictId, item, answers }: BundleCardProps) {
  const [together, setTogether] = useState(false)
  if (item.together.length === 0) return null
  return (
    <Stack gap="s">
      <ItemRows
        title={`${item.bundle?.name ?? '一件事'}：可以一起办`}
        subdistrictId={subdistrictId}
        items={item.together}
      />
      {together ? (
        <Papers subdistrictId={subdistrictId} item={item} answers={answers} />
      ) : (
        <Button words="一起办要带什么" kind="secondary" onPress={() => setTogether(true)} />
      )}
    </Stack>
  )
}

function Papers({ subdistrictId, item, answers }: BundleCardProps) {
  const codes = item.together.map(({ code }) => code)
  const { state, reload } = useLoaded(
    () =>
      Promise.all(
        codes.map(
          async (code) => (await call(readGuideItem, { params: { subdistrictId, code } })).item,
        ),
      ),
    codes.join(),
  )
  return (
    <AsyncView state={state} retry={reload}>
      {(others) => (
        <Card kind="rows" title="一起办，每样只带一次">
          {bundleMaterials([item, ...others], answers).map((paper) => (
            <ListRow
              key={paper.key}
              title={paper.name}
              note={`${paper.depends ? `${paper.when.words}。` : ''}${copiesWords(paper)}。用在：${paper.serves.join('、')}`}
            />
          ))}
        </Card>
      )}
    </AsyncView>
  )
}
