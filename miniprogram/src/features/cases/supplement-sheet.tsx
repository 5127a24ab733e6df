import { useEffect, useRef, useState } from 'react'
import { supplementCase } from '#shared/cases/cases.contract.ts'
import type { CaseId } from '#shared/ids.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { PhotoPicker } from '../../parts/photos/photo-picker.tsx'
import { usePhotoPicker } from '../../parts/photos/use-photo-picker.ts'
import { call } from '../../platform/api.ts'
import { dropDraft, readDraft, writeDraft } from '../../platform/storage.ts'
import type { CaseActs } from './use-case.ts'

interface SupplementSheetProps {
  readonly caseId: CaseId
  readonly acts: CaseActs
  readonly pass: () => Promise<boolean>
  readonly onClose: () => void
}

/** More words or photos for a case that is already with us. */
export function SupplementSheet({ caseId, acts, pass, onClose }: SupplementSheetProps) {
  const { text, setText, forget } = useKeptText(`supplement/${caseId}`)
  const [asked, setAsked] = useState(false)
  const photos = usePhotoPicker(pass)
  const said = text.trim()
  const nothing = said === '' && photos.sentIds.length === 0
  const notSent = photos.photos.some((photo) => photo.photoId === null)

  const send = async () => {
    setAsked(true)
    if (nothing || notSent) return
    const body = { text: said, photoIds: [...photos.sentIds] }
    const done = await acts.act(
      `supplement ${JSON.stringify(body)}`,
      (params, idempotencyKey) => call(supplementCase, { params, body }, { idempotencyKey }),
      '补充好了，经办人会看到',
    )
    if (!done) return
    await forget()
    onClose()
  }
  const problem = nothing ? '写几个字，或者加一张照片' : undefined
  return (
    <Sheet
      open
      title="补充情况"
      onClose={onClose}
      footer={
        <Button
          words="提交补充"
          busy={acts.busy}
          disabledReason={notSent ? whyNotYet(photos.sending) : undefined}
          onPress={send}
        />
      }
    >
      <Stack>
        <Field
          kind="textarea"
          label="还有什么要告诉我们"
          value={text}
          onChange={setText}
          maxLength={1000}
          counted
          error={asked ? problem : undefined}
        />
        <PhotoPicker choice={photos} words="拍张照片" />
      </Stack>
    </Sheet>
  )
}

const asText = (stored: unknown): string | null => (typeof stored === 'string' ? stored : null)

/** Words that outlive the sheet until they were sent; short enough to be stored at each key. */
const useKeptText = (name: string) => {
  const [text, show] = useState('')
  const touched = useRef(false)
  useEffect(() => {
    let gone = false
    readDraft(name, asText).then((kept) => {
      if (!gone && !touched.current && kept !== null) show(kept)
    })
    return () => {
      gone = true
    }
  }, [name])
  const setText = (next: string) => {
    touched.current = true
    show(next)
    writeDraft(name, next)
  }
  return { text, setText, forget: () => dropDraft(name) }
}

/** Said below the button while photos are not all there. */
export const whyNotYet = (sending: boolean): string =>
  sending ? '照片还在上传，传好就能提交' : '有照片没传上，请重新上传或者去掉'
