import { useState } from 'react'
import { changeElder, readWall } from '#shared/care/care-desk.contract.ts'
import type { ElderView, Enrolment } from '#shared/care/care-shapes.ts'
import { Button } from '../../components/button.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { draftOf, enrolmentBody } from './enrolment-draft.ts'
import { EnrolmentForm } from './enrolment-form.tsx'

interface ChangeElderSheetProps {
  readonly view: ElderView
  readonly enrolment: Enrolment
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Another room, other classes: on a new paper. */
export function ChangeElderSheet({ view, enrolment, onClose, onDone }: ChangeElderSheetProps) {
  const { subdistrictId, personId, unitName, room } = view
  const [draft, setDraft] = useState(() => draftOf(enrolment, room))
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async () => {
    setTried(true)
    if (enrolmentBody(draft, null) === null) return
    setBusy(true)
    setProblem(null)
    try {
      const body = enrolmentBody(draft, await homeOf(view))
      if (body === null) return
      await call(changeElder, { params: { subdistrictId, personId }, body })
      say('改好了')
      onDone()
      onClose()
    } catch (thrown) {
      setProblem(asFailure(thrown).words)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet
      open
      title="改登记"
      onClose={onClose}
      footer={<Button words="改好了" busy={busy} onPress={send} />}
    >
      <Stack>
        <EnrolmentForm
          draft={draft}
          onChange={(part) => setDraft({ ...draft, ...part })}
          tried={tried}
          inHome={unitName !== null}
        />
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}

/** The home he lives in stays: the card knows its name, the wall its id. */
const homeOf = async ({ subdistrictId, unitName }: ElderView) => {
  const { units } = await call(readWall, { params: { subdistrictId }, query: {} })
  return units.find(({ name, unitId }) => unitId !== null && name === unitName)?.unitId ?? null
}
