import { useEffect, useRef, useState } from 'react'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import type { Gate } from '../../parts/gate/use-gate.tsx'
import { usePhotoPicker } from '../../parts/photos/use-photo-picker.ts'
import { useSettings } from '../../parts/settings/use-settings.ts'
import { useDidHide } from '../../platform/page-lifecycle.ts'
import { useSession } from '../../platform/session.ts'
import type { ReportDraft } from './report-draft.ts'
import { useCaseTypes } from './use-case-types.ts'
import { useFirstPlace } from './use-first-place.ts'
import { useReportDraft } from './use-report-draft.ts'
import { useSendReport } from './use-send-report.ts'

export type ReportSource = 'resident' | 'staff_patrol'

/** What is still missing, by field; shown after the first try. */
export interface Missing {
  readonly text: string | undefined
  readonly place: string | undefined
}

const missingIn = (draft: ReportDraft): Missing => {
  const nowhere = draft.place === null && draft.spokenPlace.trim() === ''
  return {
    text: draft.text.trim() === '' ? '请写一两句话，说说哪里不对' : undefined,
    place: nowhere ? '请告诉我们在哪里' : undefined,
  }
}

/** Everything the report page knows and can do. */
export const useReport = (source: ReportSource, gate: Gate, onFiled: (filed: CaseView) => void) => {
  const keeper = useReportDraft(source === 'resident' ? 'report' : 'patrol')
  const { draft, change, save, startAnew } = keeper
  const photos = usePhotoPicker(() => gate.pass('privacy_guide'))
  const settings = useSettings()
  const session = useSession()
  const { clear } = photos
  const { sending, send, backToWriting } = useSendReport(() => {
    clear()
    startAnew()
  })
  useDidHide(save)

  // The photos of a draft come back once; from then on the draft follows the picker.
  const restored = useRef(false)
  const { restore, sentIds } = photos
  const sent = sentIds.join()
  const unsent = photos.photos.length - sentIds.length
  const [lost, setLost] = useState(0)
  useEffect(() => {
    if (draft === null) return
    if (!restored.current) {
      restored.current = true
      setLost(draft.unsent)
      if (draft.photoIds.length > 0) return restore(draft.photoIds)
    }
    if (draft.photoIds.join() !== sent || draft.unsent !== unsent) {
      change({ photoIds: sentIds, unsent })
    }
  }, [draft, sent, sentIds, unsent, restore, change])

  const looking = useFirstPlace(draft !== null && draft.place === null, (place) =>
    change({ place }),
  )
  const filed = sending.status === 'sent' ? sending.filed : null
  useEffect(() => {
    if (filed !== null) onFiled(filed)
  }, [filed, onFiled])

  const home = session.status === 'in' ? session.me.home?.subdistrictId : undefined
  const ours = settings === null ? undefined : subdistrictId(settings.defaultSubdistrictId)
  const where = draft?.place?.subdistrictId ?? home ?? ours ?? null
  const types = useCaseTypes(where)
  const missing = draft === null ? null : missingIn(draft)

  /** False when something is missing; call it inside the tap. */
  const submit = (): boolean => {
    if (draft === null || missing?.text !== undefined || missing?.place !== undefined) return false
    if (where === null) return false
    save()
    const templateId = settings?.caseStepTemplateId ?? ''
    const pass = () => gate.pass('privacy_guide')
    send({ draft, subdistrictId: where, source, templateId, pass })
    return true
  }
  const sendAsAnother = async () => {
    if (draft === null) return
    const { key: _used, ...content } = draft
    await startAnew()
    change(content)
    backToWriting()
  }
  return {
    ...keeper,
    photos,
    /** How many photos of the earlier draft never arrived. */
    lost,
    types,
    looking,
    missing,
    sending,
    submit,
    sendAsAnother,
    backToWriting,
  }
}

export type Report = ReturnType<typeof useReport>
