import { useState } from 'react'
import { guideEditorRoles } from '#shared/accounts/roles.ts'
import type { EditedItem } from '#shared/guide/guide-desk.contract.ts'
import type { ItemFields } from '#shared/guide/item-fields.ts'
import { findingsOf } from '#shared/guide/item-rules.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Segments } from '../../../../components/segments.tsx'
import { Heading, Words } from '../../../../components/words.tsx'
import {
  ItemKeyFacts,
  ItemMaterials,
  ItemMore,
  ItemSteps,
} from '../../../../parts/guide/item-facts.tsx'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { DraftCheck } from '../../draft-check.tsx'
import { ItemForm } from '../../item-form.tsx'
import { useEditedItem } from '../../use-edited-item.ts'
import { WithEditor } from '../../with-editor.tsx'

type View = 'edit' | 'check' | 'preview'

/** `?subdistrict&item`: change it, see what that changes, look at it as residents will, publish it. */
export default function EditedItemPage() {
  const { item = '' } = usePageParams()
  return (
    <WithEditor title="改事项" roles={guideEditorRoles}>
      {(subdistrictId) => <Edited subdistrictId={subdistrictId} code={item} />}
    </WithEditor>
  )
}

function Edited({ subdistrictId, code }: { subdistrictId: SubdistrictId; code: string }) {
  const desk = useEditedItem(subdistrictId, code)
  return (
    <AsyncView state={desk.state} retry={desk.reload} skeleton="page">
      {(item) => (
        <Editor
          key={`${item.draft?.revision ?? 0}/${item.published?.version ?? 0}`}
          item={item}
          desk={desk}
        />
      )}
    </AsyncView>
  )
}

interface EditorProps {
  readonly item: EditedItem
  readonly desk: ReturnType<typeof useEditedItem>
}

function Editor({ item, desk }: EditorProps) {
  const kept = item.draft?.fields ?? item.published?.fields
  const [view, setView] = useState<View>(item.draft ? 'check' : 'edit')
  const [fields, setFields] = useState<ItemFields | undefined>(kept)
  if (fields === undefined) return <Words>这个事项还没有内容。</Words>
  const isChanged = fields !== kept
  const faults = findingsOf(fields).length
  return (
    <Stack>
      <Heading level={2}>{fields.name}</Heading>
      <Words kind="quiet">
        {item.published
          ? `第 ${item.published.version} 版，${item.published.effectiveFrom} 起`
          : '还没有发布过'}
      </Words>
      <Segments
        label="看什么"
        items={[
          { key: 'edit', words: '编辑' },
          { key: 'check', words: '检查和改动' },
          { key: 'preview', words: '居民看到的' },
        ]}
        current={view}
        onChange={setView}
      />
      {view === 'edit' ? <ItemForm fields={fields} onChange={setFields} /> : null}
      {view === 'check' ? <DraftCheck item={item} fields={fields} /> : null}
      {view === 'preview' ? (
        <Stack>
          <Words kind="lead">{fields.summary}</Words>
          <ItemKeyFacts item={fields} />
          <ItemMaterials materials={fields.materials} />
          <ItemSteps item={fields} />
          <ItemMore item={fields} />
        </Stack>
      ) : null}
      {isChanged ? (
        <Button
          words="存成草稿"
          busy={desk.busy}
          onPress={() => void desk.save(item.draft?.revision ?? 0, fields)}
        />
      ) : item.draft ? (
        <Stack gap="s">
          <Button
            words={`发布，${item.draft.fields.effectiveFrom} 起实施`}
            busy={desk.busy}
            {...(faults > 0 ? { disabledReason: `还有 ${faults} 处没填对` } : {})}
            onPress={() => void desk.publish(item.draft?.revision ?? 0)}
          />
          <Button
            words="不要这份草稿"
            kind="quiet"
            onPress={() => void desk.drop(item.draft?.revision ?? 0)}
          />
        </Stack>
      ) : null}
    </Stack>
  )
}
