import { useState } from 'react'
import { listVendors, registerDevice } from '#shared/devices/devices.contract.ts'
import type { SubdistrictId, UnitId } from '#shared/ids.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { metricCodes } from '#shared/readings/metrics.ts'
import { metricWords } from '#shared/readings/readings.words.ts'
import { Button } from '../../components/button.tsx'
import { Choice, Choices } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'

interface RegisterDeviceSheetProps {
  readonly subdistrictId: SubdistrictId
  readonly unitId: UnitId
  readonly onClose: () => void
  readonly onDone: () => void
}

const rhythms = [
  { value: '5', words: '每 5 秒' },
  { value: '60', words: '每分钟' },
  { value: '300', words: '每 5 分钟' },
  { value: '3600', words: '每小时' },
  { value: '86400', words: '一天一次' },
] as const
const itself = 'itself'

/** A new device: what is printed on it, what it measures, how often it speaks. */
export function RegisterDeviceSheet(props: RegisterDeviceSheetProps) {
  const { subdistrictId, unitId, onClose, onDone } = props
  const [serial, setSerial] = useState('')
  const [model, setModel] = useState('')
  const [vendor, setVendor] = useState(itself)
  const [metrics, setMetrics] = useState<readonly MetricCode[]>([])
  const [room, setRoom] = useState('')
  const [every, setEvery] = useState('60')
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { busy, attempt } = useAttempt()
  const vendors = useLoaded(
    async () => (await call(listVendors, { params: { subdistrictId } })).vendors,
    subdistrictId,
  )
  const known = vendors.state.status === 'ready' ? vendors.state.value : []
  const send = async () => {
    setTried(true)
    if (serial.trim() === '' || model.trim() === '' || metrics.length === 0) return
    const body = {
      serial: serial.trim(),
      model: model.trim(),
      vendorCode: vendor === itself ? null : vendor,
      metrics: [...metrics],
      unitId,
      room: room.trim(),
      everySeconds: Number(every),
      calibratedUntil: null,
    }
    setProblem(null)
    const answer = await attempt(JSON.stringify(body), (idempotencyKey) =>
      call(registerDevice, { params: { subdistrictId }, body }, { idempotencyKey }),
    )
    if (answer instanceof Failure) return setProblem(answer.words)
    say('设备登记好了，接着分给老人')
    onDone()
    onClose()
  }
  return (
    <Sheet
      open
      title="登记设备"
      onClose={onClose}
      footer={<Button words="登记" busy={busy} onPress={send} />}
    >
      <Stack>
        <Field
          label="编号"
          hint="印在设备背面"
          value={serial}
          onChange={setSerial}
          maxLength={60}
          error={tried && serial.trim() === '' ? '请写编号' : undefined}
        />
        <Field
          label="型号"
          placeholder="例如：床垫 M2"
          value={model}
          onChange={setModel}
          maxLength={60}
          error={tried && model.trim() === '' ? '请写型号' : undefined}
        />
        <Choices
          look="chips"
          label="它测什么"
          options={metricCodes.map((value) => ({ value, words: metricWords[value].name }))}
          values={metrics}
          onChange={setMetrics}
          error={tried && metrics.length === 0 ? '至少选一项' : undefined}
        />
        <Choice
          look="chips"
          label="多久来一次数据"
          options={rhythms}
          value={every}
          onChange={setEvery}
        />
        {known.length === 0 ? null : (
          <Choice
            label="数据从哪里来"
            options={[
              { value: itself, words: '设备自己发来' },
              ...known.map(({ code, name }) => ({ value: code, words: `${name}的平台转来` })),
            ]}
            value={vendor}
            onChange={setVendor}
          />
        )}
        <Field label="放在哪个房间" optional value={room} onChange={setRoom} maxLength={20} />
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}
