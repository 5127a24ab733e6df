import { arriveAtCase } from '#shared/cases/cases.contract.ts'
import { actionWords } from '#shared/cases/cases.words.ts'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { PhotoPicker } from '../../parts/photos/photo-picker.tsx'
import { call } from '../../platform/api.ts'
import type { StepProps } from './step-props.ts'
import { StepSheet } from './step-sheet.tsx'
import { useStep } from './use-step.ts'
import { useStepPhotos } from './use-step-photos.ts'

/** On site, with the camera: what was found, before anything is done. */
export function ArriveStep({ work, onClose }: StepProps) {
  const step = useStep(work, 'arrive', { photos: '' })
  const gate = useGate()
  const choice = useStepPhotos(step, gate)
  const send = async () => {
    const sent = await step.send({ photoIds: choice.sentIds }, async (given, idempotencyKey) => {
      const body = { photoIds: [...given.photoIds] }
      const reply = await call(arriveAtCase, { params: work.key, body }, { idempotencyKey })
      return reply.case
    })
    if (!sent) return
    say('已记下到场时间')
    onClose()
  }
  return (
    <>
      <StepSheet
        title={actionWords.arrive}
        words={choice.photos.length === 0 ? '到现场了，先不拍照' : '到现场了'}
        busy={step.busy}
        problem={step.problem}
        missing={choice.sending ? '照片还在上传，请稍等' : undefined}
        onSend={send}
        onClose={onClose}
      >
        <PhotoPicker choice={choice} words="拍下现场" note="处理前的样子，居民也能看到" />
        <Words kind="quiet">尽量不要拍到旁人的脸和车牌。</Words>
      </StepSheet>
      {gate.sheet}
    </>
  )
}
