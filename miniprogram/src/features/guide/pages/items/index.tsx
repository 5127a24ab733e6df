import { useCallback } from 'react'
import type { ItemList, ItemRow } from '#shared/guide/guide.contract.ts'
import { itemLists, listGuideItems } from '#shared/guide/guide.contract.ts'
import { audiences, itemClasses, situations } from '#shared/guide/item-kinds.ts'
import { subdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { ListEnd } from '../../../../components/words.tsx'
import { usePaged } from '../../../../parts/loading/use-paged.ts'
import { call } from '../../../../platform/api.ts'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { ItemRows } from '../../item-rows.tsx'

/** What the address says, if it is one of these. */
const oneOf = <K extends string>(known: readonly K[], said: string | undefined): K | undefined =>
  known.find((key) => key === said)

const idOf = ({ code }: ItemRow): string => code

/** `?subdistrict&title` and one of `situation`, `audience`, `class`, `list`. */
export default function GuideItemsPage() {
  const { subdistrict = '', title = '事项', ...by } = usePageParams()
  const filter = {
    situation: oneOf(situations, by.situation),
    audience: oneOf(audiences, by.audience),
    itemClass: oneOf(itemClasses, by.class),
    list: oneOf(itemLists, by.list),
  }
  return (
    <Screen title={title}>
      <Items subdistrict={subdistrict} filter={filter} list={filter.list} />
    </Screen>
  )
}

interface ItemsProps {
  readonly subdistrict: string
  readonly filter: Readonly<Record<string, string | undefined>>
  readonly list: ItemList | undefined
}

function Items({ subdistrict, filter, list }: ItemsProps) {
  const said = JSON.stringify(filter)
  const load = useCallback(
    async (cursor: string | undefined) => {
      const query = { ...JSON.parse(said), ...(cursor === undefined ? {} : { after: cursor }) }
      const params = { subdistrictId: subdistrictId(subdistrict) }
      const { items, next } = await call(listGuideItems, { params, query })
      return { items, nextCursor: next }
    },
    [subdistrict, said],
  )
  const { state, reload, more, loadingMore } = usePaged(load, idOf, `${subdistrict} ${said}`)
  usePullToRefresh(reload)
  return (
    <AsyncView
      state={state}
      retry={reload}
      isEmpty={({ items }) => items.length === 0}
      empty={{ title: '这里还没有事项' }}
    >
      {({ items, nextCursor }) => (
        <Stack>
          <ItemRows
            subdistrictId={subdistrictId(subdistrict)}
            items={items}
            atTerminal={list === 'terminal' || list === 'without_id'}
          />
          {nextCursor === null ? (
            <ListEnd words={`一共 ${items.length} 项`} />
          ) : (
            <Button words="再看一些" kind="secondary" busy={loadingMore} onPress={more} />
          )}
        </Stack>
      )}
    </AsyncView>
  )
}
