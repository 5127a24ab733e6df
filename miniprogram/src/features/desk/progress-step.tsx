import { View } from '@tarojs/components'
import { photoStages } from '#shared/cases/case-status.ts'
import { reportProgress } from '#shared/cases/cases.contract.ts'
import { actionWords, photoStageWords } from '#shared/cases/cases.words.ts'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Tag } from '../../components/tag.tsx'
import { say } from '../../components/toast.tsx'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { PhotoPicker } from '../../parts/photos/photo-picker.tsx'
import { call } from '../../platform/api.ts'
import s from './progress-step.module.scss'
import type { StepProps } from './step-props.ts'
import { StepSheet } from './step-sheet.tsx'
import { useStep } from './use-step.ts'
import { useStepPhotos } from './use-step-photos.ts'

const stages = photoStages
  .filter((stage) => stage !== 'report')
  .map((value) => ({ value, words: photoStageWords[value] }))

const empty = { publicReply: '', internalNote: '', photos: '', photoStage: 'before' }

/** What was done: to the reporter and among staff, never to be mixed up. */
export function ProgressStep({ work, view, onClose }: StepProps) {
  const step = useStep(work, 'progress', empty)
  const gate = useGate()
  const choice = useStepPhotos(step, gate)
  const mayReply = view.may.includes('progress')
  const publicReply = mayReply ? step.fields.publicReply.trim() : ''
  const internalNote = step.fields.internalNote.trim()
  const photoStage = step.fields.photoStage === 'after' ? 'after' : 'before'
  const onlyInner = publicReply === '' && internalNote !== ''
  const nothing = publicReply === '' && internalNote === '' && choice.sentIds.length === 0
  const send = async () => {
    const photoIds = [...choice.sentIds]
    const body = { publicReply, internalNote, photoIds, photoStage } as const
    const sent = await step.send(body, async (given, idempotencyKey) => {
      const reply = await call(
        reportProgress,
        { params: work.key, body: given },
        { idempotencyKey },
      )
      return reply.case
    })
    if (!sent) return
    say(onlyInner ? '已记下，只有同事看得到' : '已记下，反映人会收到消息')
    onClose()
  }
  const missing = choice.sending
    ? '照片还在上传，请稍等'
    : nothing
      ? '写一句话，或者拍张照片'
      : undefined
  return (
    <>
      <StepSheet
        title={mayReply ? actionWords.progress : actionWords.note}
        words="提交"
        busy={step.busy}
        problem={step.problem}
        missing={missing}
        onSend={send}
        onClose={onClose}
      >
        {mayReply ? (
          <View className={s.open}>
            <Stack gap="s">
              <Row>
                <Tag words="居民看得到" tone="blue" />
              </Row>
              <Field
                kind="textarea"
                label="回复反映人"
                optional
                counted
                maxLength={1000}
                value={step.fields.publicReply}
                onChange={(value) => step.change({ publicReply: value })}
              />
            </Stack>
          </View>
        ) : null}
        <View className={s.inner}>
          <Stack gap="s">
            <Row>
              <Tag words="内部，居民看不到" />
            </Row>
            <Field
              kind="textarea"
              label="内部备注"
              optional
              counted
              maxLength={1000}
              value={step.fields.internalNote}
              onChange={(value) => step.change({ internalNote: value })}
            />
          </Stack>
        </View>
        {mayReply ? (
          <Stack>
            <PhotoPicker
              choice={choice}
              words="拍照片"
              note={onlyInner ? '只写了内部备注：照片也只给同事看' : '居民也能看到'}
            />
            {choice.photos.length === 0 ? null : (
              <Choice
                look="chips"
                label="照片拍的是"
                options={stages}
                value={photoStage}
                onChange={(value) => step.change({ photoStage: value })}
              />
            )}
          </Stack>
        ) : null}
      </StepSheet>
      {gate.sheet}
    </>
  )
}
