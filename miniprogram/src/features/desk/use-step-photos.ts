import { useEffect, useRef } from 'react'
import { photoId } from '#shared/ids.ts'
import type { Gate } from '../../parts/gate/use-gate.tsx'
import type { PhotoChoice } from '../../parts/photos/use-photo-picker.ts'
import { usePhotoPicker } from '../../parts/photos/use-photo-picker.ts'

interface PhotoDraft {
  readonly restored: boolean
  readonly fields: { readonly photos: string }
  readonly change: (part: { readonly photos: string }) => void
}

/** Photos of a step; those already sent are kept in its draft, in the field `photos`. */
export const useStepPhotos = (step: PhotoDraft, gate: Gate): PhotoChoice => {
  const choice = usePhotoPicker(() => gate.pass('privacy_guide'))
  const { restored, fields, change } = step
  const { sentIds, restore } = choice
  const sent = sentIds.join(',')
  const ready = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the draft is there
  useEffect(() => {
    if (!restored) return
    if (fields.photos !== '') restore(fields.photos.split(',').map(photoId))
    ready.current = true
  }, [restored])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the photos changed
  useEffect(() => {
    if (ready.current && sent !== fields.photos) change({ photos: sent })
  }, [sent])
  return choice
}
