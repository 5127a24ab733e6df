import { useState } from 'react'
import { careDeskRoles } from '#shared/accounts/roles.ts'
import type { ShiftNote } from '#shared/alerts/shift.contract.ts'
import { listShiftNotes, markShiftNoteRead, writeShiftNote } from '#shared/alerts/shift.contract.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import type { SubdistrictId, UnitId } from '#shared/ids.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Card } from '../../../../components/card.tsx'
import { Field } from '../../../../components/field.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { say } from '../../../../components/toast.tsx'
import { Heading, ListEnd, Words } from '../../../../components/words.tsx'
import { useNow } from '../../../../parts/clock/use-now.ts'
import { usePaged } from '../../../../parts/loading/use-paged.ts'
import { call } from '../../../../platform/api.ts'
import { asFailure } from '../../../../platform/failure.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { useShiftDraft } from '../../use-shift-draft.ts'
import { WithCareDesk } from '../../with-care-desk.tsx'

/** What one shift leaves to the next. */
export default function ShiftPage() {
  return (
    <WithCareDesk title="交班" roles={careDeskRoles}>
      {(desk) => (
        <Screen title="交班" lead={desk.name}>
          {desk.unitId === null ? (
            <Words>您的岗位不在一个单位里，没有交班本。</Words>
          ) : (
            <Shift subdistrictId={desk.subdistrictId} unitId={desk.unitId} />
          )}
        </Screen>
      )}
    </WithCareDesk>
  )
}

interface ShiftProps {
  readonly subdistrictId: SubdistrictId
  readonly unitId: UnitId
}

function Shift({ subdistrictId, unitId }: ShiftProps) {
  const now = useNow()
  const params = { subdistrictId, unitId }
  const { text, write, forget } = useShiftDraft(unitId)
  const [busy, setBusy] = useState(false)
  const [taking, setTaking] = useState<string | null>(null)
  const list = usePaged(
    async (cursor) => {
      const query = cursor === undefined ? {} : { cursor }
      const answer = await call(listShiftNotes, { params, query })
      return { items: answer.notes, nextCursor: answer.nextCursor }
    },
    ({ noteId }) => noteId,
    `${subdistrictId}/${unitId}`,
  )
  usePullToRefresh(list.reload)
  const send = async () => {
    setBusy(true)
    try {
      await call(writeShiftNote, { params, body: { text: text.trim() } })
      await forget()
      say('写好了，下一班会看到')
      await list.reload()
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(false)
    }
  }
  const take = async ({ noteId }: ShiftNote) => {
    setTaking(noteId)
    try {
      await call(markShiftNoteRead, { params: { ...params, noteId } })
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setTaking(null)
      await list.reload()
    }
  }
  return (
    <Stack>
      <Card title="留给下一班">
        <Stack gap="s">
          <Field
            kind="textarea"
            label="要交代的事"
            placeholder="例如：203 包根宝夜里起来两次，早上量一下血压"
            value={text}
            onChange={write}
            maxLength={1000}
            counted
          />
          <Button
            words="写进交班本"
            busy={busy}
            disabledReason={text.trim() === '' ? '先写要交代的事' : undefined}
            onPress={send}
          />
        </Stack>
      </Card>
      <Heading level={2}>交班本</Heading>
      <AsyncView
        state={list.state}
        retry={list.reload}
        isEmpty={({ items }) => items.length === 0}
        empty={{ title: '还没有写过', words: '上面写一句，下一班就看得到。' }}
      >
        {({ items, nextCursor }) => (
          <Stack>
            {items.map((note) => (
              <Card key={note.noteId}>
                <Stack gap="s">
                  <Words>{note.text}</Words>
                  <Words kind="quiet">
                    {`${note.writtenBy}，${timeInWords(new Date(note.writtenAt), now)}`}
                  </Words>
                  {note.readBy === null || note.readAt === null ? (
                    <Button
                      words="我接了"
                      label={`我接了：${note.text.slice(0, 20)}`}
                      kind="secondary"
                      icon="check"
                      busy={taking === note.noteId}
                      onPress={() => take(note)}
                    />
                  ) : (
                    <Words kind="quiet">
                      {`${note.readBy}接了，${timeInWords(new Date(note.readAt), now)}`}
                    </Words>
                  )}
                </Stack>
              </Card>
            ))}
            {nextCursor === null ? (
              <ListEnd words={`共 ${items.length} 条，都在这里了`} />
            ) : (
              <Button
                words="再看更多"
                kind="secondary"
                busy={list.loadingMore}
                onPress={list.more}
              />
            )}
          </Stack>
        )}
      </AsyncView>
    </Stack>
  )
}
