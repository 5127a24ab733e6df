import { useState } from 'react'
import { severities } from '#shared/cases/case-status.ts'
import { dispatchCase } from '#shared/cases/cases.contract.ts'
import { reviewReasonWords, severityWords } from '#shared/cases/cases.words.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Banner, Card, ListRow } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { chosenFrom } from '../../parts/places/chosen-place.ts'
import { PlacePicker } from '../../parts/places/place-picker.tsx'
import { call } from '../../platform/api.ts'
import { fromCandidate } from './candidate-choice.ts'
import { CandidateList } from './candidate-list.tsx'
import {
  dispatchBody,
  dispatchWords,
  emptyDispatch,
  placeOf,
  severityOf,
} from './dispatch-choice.ts'
import type { StepProps } from './step-props.ts'
import { StepSheet } from './step-sheet.tsx'
import { roleName, UnitSheet } from './unit-sheet.tsx'
import { useDeskTypes, useUnits } from './use-desk-data.ts'
import { useStep } from './use-step.ts'

const severityOptions = severities.map((value) => {
  const { colour, meaning } = severityWords[value]
  return { value, words: `${colour} ${meaning}` }
})

/** The duty desk decides what it is, where it is and who handles it. */
export function DispatchStep({ work, view, onClose }: StepProps) {
  const { subdistrictId } = view
  const step = useStep(work, 'dispatch', emptyDispatch)
  const types = useDeskTypes(subdistrictId)
  const units = useUnits(subdistrictId)
  const gate = useGate()
  const [picking, setPicking] = useState<'place' | 'unit' | null>(null)
  const { fields, change } = step
  const body = dispatchBody(fields, view)
  const place = placeOf(fields)
  const typeList = types.state.status === 'ready' ? types.state.value : []
  const unitList = units.state.status === 'ready' ? units.state.value : []
  const unit = unitList.find(({ unitId }) => unitId === fields.unitId)
  const handler = unit?.staff.find(({ postId }) => postId === fields.handlerPostId)
  const candidates = view.staff?.candidates ?? []
  const candidate = candidates.find(({ unitId }) => unitId === fields.unitId)
  const handlerWords =
    fields.unitId === ''
      ? '从全部单位里选'
      : handler === undefined
        ? '由单位安排人'
        : `${handler.name}（${roleName(handler.role)}）`
  const typeCode = fields.typeCode === '' ? view.typeCode : fields.typeCode
  const type = typeList.find(({ code }) => code === typeCode)
  // Another type brings its own severity, unless the desk says otherwise.
  const usual = typeCode === view.typeCode ? view.severity : (type?.severity ?? view.severity)
  const send = async () => {
    if (body === null) return
    const sent = await step.send(body, async (given, idempotencyKey) => {
      const reply = await call(dispatchCase, { params: work.key, body: given }, { idempotencyKey })
      return reply.case
    })
    if (!sent) return
    const where = unit?.name ?? candidate?.unitName ?? '处置单位'
    say(view.isHistory ? `已归到${where}` : `已派给${where}`)
    onClose()
  }
  const missing =
    fields.unitId === '' ? '选一下派给谁' : body === null ? '选一下问题类型' : undefined
  return (
    <>
      {picking === null ? (
        <StepSheet
          title={dispatchWords(view)}
          words={dispatchWords(view)}
          busy={step.busy}
          problem={step.problem}
          missing={missing}
          onSend={send}
          onClose={onClose}
        >
          {view.reviewReasons.length === 0 ? null : (
            <Banner tone="yellow" title="为什么等值班台安排">
              <Words>
                {view.reviewReasons.map((reason) => reviewReasonWords[reason]).join('、')}
              </Words>
            </Banner>
          )}
          <Words>{view.text}</Words>
          {candidates.length === 0 ? null : (
            <CandidateList
              candidates={candidates}
              fields={fields}
              onChoose={(chosen) => change(fromCandidate(chosen))}
            />
          )}
          <Card kind="rows">
            <ListRow
              icon="person"
              title={unit?.name ?? candidate?.unitName ?? '选处置单位和人'}
              note={handlerWords}
              label={`派给：${unit?.name ?? candidate?.unitName ?? '还没选'}，改一下`}
              onPress={() => setPicking('unit')}
            />
            <ListRow
              icon="pin"
              title={place?.label ?? view.placeLabel}
              note={place?.note ?? '地点不对就改一下'}
              onPress={() => setPicking('place')}
            />
          </Card>
          <AsyncView state={types.state} retry={types.reload} skeleton="page">
            {(list) => (
              <Choice
                look="chips"
                label="问题类型"
                options={list.map(({ code, name }) => ({ value: code, words: name }))}
                value={typeCode}
                onChange={(value) => change({ typeCode: value })}
              />
            )}
          </AsyncView>
          <Choice
            look="chips"
            label="紧急程度"
            options={severityOptions}
            value={severityOf(fields) ?? usual}
            onChange={(value) => change({ severity: value })}
          />
          <Field
            kind="textarea"
            label="给处置人员的话"
            hint="内部备注，居民看不到"
            optional
            counted
            maxLength={500}
            value={fields.note}
            onChange={(note) => change({ note })}
          />
        </StepSheet>
      ) : null}
      <UnitSheet
        open={picking === 'unit'}
        units={units}
        unitId={fields.unitId}
        handlerPostId={fields.handlerPostId}
        onPick={(unitId, handlerPostId) => {
          // Another unit is no longer the suggestion; one of its people still is.
          const neighbourhoodId = unitId === fields.unitId ? fields.neighbourhoodId : ''
          change({ unitId, handlerPostId, neighbourhoodId })
          setPicking(null)
        }}
        onClose={() => setPicking(null)}
      />
      <PlacePicker
        open={picking === 'place'}
        title="在哪里"
        gate={gate}
        onPick={(answer) => {
          change({ place: JSON.stringify(chosenFrom(answer)), neighbourhoodId: '' })
          setPicking(null)
        }}
        onClose={() => setPicking(null)}
      />
      {gate.sheet}
    </>
  )
}
