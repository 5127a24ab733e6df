import { useState } from 'react'
import { readGuide } from '#shared/guide/guide.contract.ts'
import {
  audienceWords,
  classWords,
  demonstrationWords,
  listWords,
  situationWords,
} from '#shared/guide/guide.words.ts'
import { audiences, itemClasses, situations } from '#shared/guide/item-kinds.ts'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { LiveRegion } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { guideItemsPage } from '../../parts/guide/guide-pages.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { go } from '../../platform/navigation.ts'
import { usePullToRefresh } from '../../platform/page-scroll.ts'
import { ItemRows } from './item-rows.tsx'
import { useFind } from './use-find.ts'
import { WayTiles } from './way-tiles.tsx'

type Guide = ResponseOf<typeof readGuide>

/** Search first; below it the ways in for who does not know what the thing is called. */
export function GuideHome({ subdistrictId }: { subdistrictId: SubdistrictId }) {
  const [typed, setTyped] = useState('')
  const found = useFind(subdistrictId, typed)
  const { state, reload } = useLoaded(
    () => call(readGuide, { params: { subdistrictId } }),
    subdistrictId,
  )
  usePullToRefresh(reload)
  return (
    <Stack>
      <Field
        kind="search"
        label="想办什么事"
        hint="像平时说话一样就行，拼音也可以"
        placeholder="例如：办老年卡"
        value={typed}
        onChange={setTyped}
        maxLength={60}
      />
      {found.said === '' ? (
        <AsyncView state={state} retry={reload}>
          {(guide) => <Ways subdistrictId={subdistrictId} guide={guide} />}
        </AsyncView>
      ) : (
        <AsyncView state={found.state} retry={found.reload}>
          {(items) => (
            <Stack>
              <LiveRegion words={`找到 ${items.length} 项`} />
              {items.length > 0 ? (
                <ItemRows subdistrictId={subdistrictId} items={items} />
              ) : (
                <Words>{`没有找到“${found.said}”。换个说法试试，或者打 12345 问问。`}</Words>
              )}
            </Stack>
          )}
        </AsyncView>
      )}
    </Stack>
  )
}

function Ways({ subdistrictId, guide }: { subdistrictId: SubdistrictId; guide: Guide }) {
  const open = (by: string) => (key: string, title: string) =>
    void go(guideItemsPage, { subdistrict: subdistrictId, [by]: key, title })
  /** In our order, which is that of a life, and only where there is something. */
  const waysOf = <K extends string>(
    order: readonly K[],
    words: Readonly<Record<K, string>>,
    counted: readonly { readonly key: K; readonly items: number }[],
  ) =>
    order.flatMap((key) => {
      const items = counted.find((one) => one.key === key)?.items ?? 0
      return items === 0 ? [] : [{ key, words: words[key], items }]
    })
  if (guide.items === 0) return <Words>这里的办事指南还没有放上来，请打 12345 问问。</Words>
  return (
    <Stack gap="l">
      {guide.isDemonstration ? <Words kind="quiet">{demonstrationWords}</Words> : null}
      <WayTiles
        title="家里遇到什么事"
        ways={waysOf(situations, situationWords, guide.situations)}
        onChoose={open('situation')}
      />
      {guide.frequent.length === 0 ? null : (
        <ItemRows title="大家常办" subdistrictId={subdistrictId} items={guide.frequent} />
      )}
      <Card kind="rows" title="省事的办法">
        {guide.lists
          .filter(({ key, items }) => key !== 'frequent' && items > 0)
          .map(({ key, items }) => (
            <ListRow
              key={key}
              title={listWords[key]}
              end={`${items} 项`}
              onPress={() => open('list')(key, listWords[key])}
            />
          ))}
      </Card>
      <WayTiles
        title="给谁办"
        ways={waysOf(audiences, audienceWords, guide.audiences)}
        onChoose={open('audience')}
      />
      <WayTiles
        title="按类别找"
        ways={waysOf(itemClasses, classWords, guide.classes)}
        onChoose={open('class')}
      />
    </Stack>
  )
}
