import { useState } from 'react'
import { phoneInGroups } from '#shared/accounts/phone.words.ts'
import { BigButton, Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import type { Gate } from '../../parts/gate/use-gate.tsx'
import { HomePicker } from '../../parts/home/home-picker.tsx'
import { dial } from '../../platform/phone.ts'
import { currentSession } from '../../platform/session.ts'
import type { Officer } from './use-officer.ts'
import { useOfficer } from './use-officer.ts'

type Step = 'closed' | 'choose_home' | 'confirm'

/** One press to the person who looks after my neighbourhood; says who it is before dialling. */
export function OfficerCall({ gate }: { gate: Gate }) {
  const [step, setStep] = useState<Step>('closed')
  const { officer, problem, busy, read } = useOfficer()
  const close = () => setStep('closed')

  const start = async () => {
    if (!(await gate.pass())) return
    const session = currentSession()
    if (session.status !== 'in') return
    if (session.me.home !== null) {
      setStep('confirm')
      await read()
    } else if (await gate.pass('privacy_guide')) setStep('choose_home')
  }
  const homeSaved = async () => {
    setStep('confirm')
    await read()
  }
  return (
    <>
      <BigButton
        words="打电话给我的社工"
        note={officer === null ? '小区里的事，都可以找他' : who(officer)}
        icon="phone"
        onPress={start}
      />
      <HomePicker open={step === 'choose_home'} gate={gate} onClose={close} onSaved={homeSaved} />
      <Sheet open={step === 'confirm'} title="打电话给我的社工" onClose={close}>
        {officer !== null ? (
          <OfficerCard officer={officer} onMoved={() => setStep('choose_home')} />
        ) : busy ? (
          <Words kind="quiet">正在找您的社工…</Words>
        ) : (
          <Stack>
            <Words kind="danger">{problem ?? '没有找到，请再试一次'}</Words>
            <Row>
              <Button words="再试一次" kind="secondary" icon="refresh" fit onPress={read} />
              <Button
                words="重新选小区"
                kind="secondary"
                fit
                onPress={() => setStep('choose_home')}
              />
            </Row>
          </Stack>
        )}
      </Sheet>
    </>
  )
}

const who = ({ officerName, neighbourhood, unitName }: Officer) =>
  officerName === null ? unitName : `${officerName}，${neighbourhood.name}`

interface OfficerCardProps {
  readonly officer: Officer
  readonly onMoved: () => void
}

function OfficerCard({ officer, onMoved }: OfficerCardProps) {
  const { officerName, neighbourhood, unitName, phone } = officer
  return (
    <Stack>
      <Card>
        <Stack gap="s">
          <Words kind="lead">{officerName ?? unitName}</Words>
          <Words>
            {unitName === neighbourhood.name
              ? `${unitName}\n社区专管员`
              : `${neighbourhood.name}\n社区专管员\n电话打到${unitName}`}
          </Words>
          <Words kind="lead">{phoneInGroups(phone)}</Words>
        </Stack>
      </Card>
      <Button words="拨打电话" icon="phone" onPress={() => dial(phone)} />
      <Button words="我不住这里，换小区" kind="quiet" onPress={onMoved} />
    </Stack>
  )
}
