import { useEffect, useState } from 'react'
import { guideEditorRoles } from '#shared/accounts/roles.ts'
import { classWords } from '#shared/guide/guide.words.ts'
import { listEditedItems } from '#shared/guide/guide-desk.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Card, ListRow } from '../../../../components/card.tsx'
import { Field } from '../../../../components/field.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Tag } from '../../../../components/tag.tsx'
import { Words } from '../../../../components/words.tsx'
import { editedItemPage } from '../../../../parts/guide/guide-pages.ts'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { call } from '../../../../platform/api.ts'
import { go } from '../../../../platform/navigation.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { WithEditor } from '../../with-editor.tsx'

/** The items for whoever edits them; those with a draft first. */
export default function EditedItemsPage() {
  return (
    <WithEditor title="编办事指南" roles={guideEditorRoles}>
      {(subdistrictId) => <Items subdistrictId={subdistrictId} />}
    </WithEditor>
  )
}

const pause = 250

function Items({ subdistrictId }: { subdistrictId: SubdistrictId }) {
  const [typed, setTyped] = useState('')
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSaid(typed.trim().slice(0, 40)), pause)
    return () => clearTimeout(timer)
  }, [typed])
  const { state, reload } = useLoaded(() => {
    const query = said === '' ? {} : { text: said }
    return call(listEditedItems, { params: { subdistrictId }, query })
  }, `${subdistrictId}/${said}`)
  usePullToRefresh(reload)
  return (
    <Stack>
      <Field
        kind="search"
        label="找事项"
        hint="名称里的字，或者实施编码的开头"
        value={typed}
        onChange={setTyped}
        maxLength={40}
      />
      <AsyncView
        state={state}
        retry={reload}
        isEmpty={({ items }) => items.length === 0}
        empty={{ title: '没有这样的事项', words: '整批的事项用 npm run import:guide 导入。' }}
      >
        {({ items, total }) => (
          <Stack>
            <Card kind="rows">
              {items.map(({ code, name, itemClass, version, hasDraft }) => (
                <ListRow
                  key={code}
                  title={name}
                  note={`${classWords[itemClass]}，${code}`}
                  end={
                    hasDraft ? (
                      <Tag words="有草稿" tone="orange" />
                    ) : (
                      <Tag words={version === 0 ? '没发布' : `第 ${version} 版`} />
                    )
                  }
                  onPress={() => go(editedItemPage, { subdistrict: subdistrictId, item: code })}
                />
              ))}
            </Card>
            {total > items.length ? (
              <Words kind="quiet">{`一共 ${total} 项，只列出前 ${items.length} 项，请输入名称来找。`}</Words>
            ) : null}
          </Stack>
        )}
      </AsyncView>
    </Stack>
  )
}
