import type { CaseView } from '#shared/cases/cases.contract.ts'
import { actionWords } from '#shared/cases/cases.words.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { ArriveStep } from './arrive-step.tsx'
import { CloseStep } from './close-step.tsx'
import { ContactStep } from './contact-step.tsx'
import { dispatchWords } from './dispatch-choice.ts'
import { DispatchStep } from './dispatch-step.tsx'
import { GiveBackStep } from './give-back-step.tsx'
import { ProgressStep } from './progress-step.tsx'
import { RevealStep } from './reveal-step.tsx'
import type { StepProps } from './step-props.ts'
import type { OpenStep, StepName } from './steps.ts'
import { stepsOf } from './steps.ts'
import { useAccept } from './use-accept.ts'
import type { CaseWork } from './use-case-work.ts'

const stepWords = (name: StepName, view: CaseView): string => {
  if (name === 'dispatch') return dispatchWords(view)
  if (name === 'progress' && !view.may.includes('progress')) return actionWords.note
  return actionWords[name]
}

interface StepBarProps {
  readonly work: CaseWork
  readonly view: CaseView
  readonly onGo: (step: OpenStep) => void
}

/** In reach of the thumb: the next natural step, one more, and the rest behind 更多. */
export function StepBar({ work, view, onGo }: StepBarProps) {
  const { accept, busy, problem } = useAccept(work)
  const steps = stepsOf(view)
  const [first, second] = steps
  if (first === undefined) return null
  const press = (name: StepName) => (name === 'accept' ? accept() : onGo(name))
  return (
    <Stack gap="s">
      {problem === null ? null : <Words kind="danger">{problem}</Words>}
      <Row spread="fill">
        {steps.length > 2 ? (
          <Button words="更多" kind="secondary" onPress={() => onGo('more')} />
        ) : null}
        {second === undefined ? null : (
          <Button words={stepWords(second, view)} kind="secondary" onPress={() => press(second)} />
        )}
        <Button
          words={stepWords(first, view)}
          busy={first === 'accept' && busy}
          onPress={() => press(first)}
        />
      </Row>
    </Stack>
  )
}

interface OpenStepsProps extends StepProps {
  readonly open: OpenStep
}

/** The sheet of the step that is open. */
export function OpenedStep({ open, ...props }: OpenStepsProps) {
  switch (open) {
    case 'contact':
      return <ContactStep {...props} />
    case 'arrive':
      return <ArriveStep {...props} />
    case 'progress':
      return <ProgressStep {...props} />
    case 'close':
      return <CloseStep {...props} />
    case 'dispatch':
      return <DispatchStep {...props} />
    case 'give_back':
      return <GiveBackStep {...props} />
    case 'reveal_phone':
      return <RevealStep {...props} />
    case 'more':
      return <MoreSteps {...props} />
    case null:
      return null
  }
}

function MoreSteps({ work, view, onGo, onClose }: StepProps) {
  const { accept } = useAccept(work)
  return (
    <Sheet open title="还可以" onClose={onClose}>
      <Card kind="rows">
        {stepsOf(view)
          .slice(2)
          .map((name) => (
            <ListRow
              key={name}
              title={stepWords(name, view)}
              onPress={() => {
                if (name !== 'accept') return onGo(name)
                accept()
                onClose()
              }}
            />
          ))}
      </Card>
    </Sheet>
  )
}
