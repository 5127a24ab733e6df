import { View } from '@tarojs/components'
import { closeOutcomes } from '#shared/cases/case-status.ts'
import { closeCase } from '#shared/cases/cases.contract.ts'
import { actionWords, outcomeWords } from '#shared/cases/cases.words.ts'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Pressable } from '../../components/pressable.tsx'
import { say } from '../../components/toast.tsx'
import { Heading, Words } from '../../components/words.tsx'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { PhotoPicker } from '../../parts/photos/photo-picker.tsx'
import { PhotoRow } from '../../parts/photos/photo-row.tsx'
import { call } from '../../platform/api.ts'
import s from './close-step.module.scss'
import { sentencesFor } from './closing-sentences.ts'
import type { StepProps } from './step-props.ts'
import { StepSheet } from './step-sheet.tsx'
import { useStep } from './use-step.ts'
import { useStepPhotos } from './use-step-photos.ts'

const outcomes = closeOutcomes.map((value) => ({ value, words: outcomeWords[value] }))

/** Close: how it ended, what the reporter is told, and the result beside the first photo. */
export function CloseStep({ work, view, onClose }: StepProps) {
  const step = useStep(work, 'close', { outcome: '', publicReply: '', photos: '' })
  const gate = useGate()
  const choice = useStepPhotos(step, gate)
  const outcome = closeOutcomes.find((value) => value === step.fields.outcome) ?? null
  const publicReply = step.fields.publicReply.trim()
  const first = view.photos.find(({ stage }) => stage === 'report')
  const reopened = [...view.timeline].reverse().find(({ kind }) => kind === 'reopened')
  const since = reopened?.at ?? view.submittedAt
  const hasAfter = view.photos.some(({ stage, at }) => stage === 'after' && at >= since)
  const needsPhoto = view.staff?.needsAfterPhoto === true && !hasAfter
  const send = async () => {
    if (outcome === null) return
    const body = { outcome, publicReply, photoIds: [...choice.sentIds] }
    const sent = await step.send(body, async (given, idempotencyKey) => {
      const reply = await call(closeCase, { params: work.key, body: given }, { idempotencyKey })
      return reply.case
    })
    if (!sent) return
    say('已办结，反映人会收到答复')
    onClose()
  }
  const missing = choice.sending
    ? '照片还在上传，请稍等'
    : outcome === null
      ? '选一下办理结果'
      : publicReply === ''
        ? '写一下给反映人的答复'
        : needsPhoto && choice.sentIds.length === 0
          ? '这类事要有处理后的照片'
          : undefined
  return (
    <>
      <StepSheet
        title={actionWords.close}
        words="办结并答复"
        busy={step.busy}
        problem={step.problem}
        missing={missing}
        onSend={send}
        onClose={onClose}
      >
        <Choice
          look="chips"
          label="办理结果"
          options={outcomes}
          value={outcome}
          onChange={(value) => step.change({ outcome: value })}
        />
        {outcome === null ? null : (
          <Stack gap="s">
            <Field
              kind="textarea"
              label="给反映人的答复"
              hint="居民看得到。写清做了什么、结果怎样"
              counted
              maxLength={1000}
              value={step.fields.publicReply}
              onChange={(value) => step.change({ publicReply: value })}
            />
            <Words kind="quiet">可以从这些话写起，点一下放进去再改：</Words>
            <View className={s.sentences}>
              {sentencesFor(view.typeCode, outcome).map((sentence) => (
                <Pressable
                  key={sentence}
                  label={`放进答复：${sentence}`}
                  onPress={() =>
                    step.change({ publicReply: `${step.fields.publicReply}${sentence}` })
                  }
                  className={s.sentence}
                >
                  {sentence}
                </Pressable>
              ))}
            </View>
          </Stack>
        )}
        <View className={s.compare}>
          <View className={s.before}>
            <Stack gap="s">
              <Heading level={3}>上报时</Heading>
              {first === undefined ? (
                <Words kind="quiet">上报时没有照片</Words>
              ) : (
                <PhotoRow photoIds={[first.photoId]} what="上报时的照片" />
              )}
            </Stack>
          </View>
          <View className={s.after}>
            <Stack gap="s">
              <Heading level={3}>{needsPhoto ? '处理后（要拍）' : '处理后'}</Heading>
              <PhotoPicker choice={choice} words="拍处理后的照片" note="站在同一个地方拍" />
            </Stack>
          </View>
        </View>
      </StepSheet>
      {gate.sheet}
    </>
  )
}
