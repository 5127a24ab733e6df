import { useState } from 'react'
import { dateWords } from '#shared/bookings/when.words.ts'
import type { DeviceView } from '#shared/devices/devices.contract.ts'
import {
  changeDevice,
  rotateDeviceCredentials,
  unassignDevice,
} from '#shared/devices/devices.contract.ts'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import { metricWords } from '#shared/readings/readings.words.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { AssignSheet } from './assign-sheet.tsx'
import { deviceWords } from './device.words.ts'
import type { CareDesk } from './with-care-desk.tsx'

type Credentials = ResponseOf<typeof rotateDeviceCredentials>

interface DeviceSheetProps {
  readonly desk: CareDesk
  readonly device: DeviceView
  readonly onClose: () => void
  readonly onChanged: () => void
}

/** One device: who uses it, whether it works, and its password, which is told once. */
export function DeviceSheet({ desk, device, onClose, onChanged }: DeviceSheetProps) {
  const now = useNow()
  const [assigning, setAssigning] = useState(false)
  const [busy, setBusy] = useState<string | null>(null)
  const [told, setTold] = useState<Credentials | null>(null)
  const { subdistrictId, deviceId, wearer, state, metrics, vendorCode } = device
  const params = { subdistrictId, deviceId }
  const act = async (name: string, work: () => Promise<unknown>, done: string) => {
    setBusy(name)
    try {
      await work()
      say(done)
      onChanged()
    } catch (thrown) {
      say(failureWords(asFailure(thrown)), 'problem')
    } finally {
      setBusy(null)
    }
  }
  const setState = (next: 'active' | 'faulty' | 'retired', done: string) =>
    act(next, () => call(changeDevice, { params, body: { state: next } }), done)
  const takeOff = () => act('off', () => call(unassignDevice, { params }), '现在没有人用它了')
  const newPassword = () =>
    act(
      'password',
      async () =>
        setTold(await call(rotateDeviceCredentials, { params, body: { endFormerNow: false } })),
      '新密码出来了',
    )
  return (
    <>
      <Sheet open title={device.model} onClose={onClose}>
        <Stack>
          <Words>{deviceWords(device, now)}</Words>
          <Card kind="rows">
            <ListRow
              icon="person"
              title={wearer === null ? '没有人用' : wearer.name}
              note={wearer === null ? '谁在用' : `从${dateWords(new Date(wearer.since))}起`}
            />
            <ListRow
              title={metrics.map((metric) => metricWords[metric].name).join('、')}
              note="测什么"
            />
            {device.calibratedUntil === null ? null : (
              <ListRow title={device.calibratedUntil} note="检定到哪一天" />
            )}
          </Card>
          {state === 'retired' ? null : (
            <Row spread="fill">
              <Button
                words={wearer === null ? '分给老人' : '换人'}
                icon="person"
                onPress={() => setAssigning(true)}
              />
              {wearer === null ? null : (
                <Button words="收回来" kind="secondary" busy={busy === 'off'} onPress={takeOff} />
              )}
            </Row>
          )}
          {state === 'active' ? (
            <Button
              words="报故障"
              kind="secondary"
              busy={busy === 'faulty'}
              onPress={() => setState('faulty', '记下了，这台有故障')}
            />
          ) : null}
          {state === 'faulty' ? (
            <Row spread="fill">
              <Button
                words="修好了"
                kind="secondary"
                busy={busy === 'active'}
                onPress={() => setState('active', '这台又在用了')}
              />
              <Button
                words="停用，不再用"
                kind="danger"
                busy={busy === 'retired'}
                onPress={() => setState('retired', '这台停用了')}
              />
            </Row>
          ) : null}
          {vendorCode === null && state !== 'retired' ? (
            <Button
              words="出一个新的连接密码"
              kind="quiet"
              busy={busy === 'password'}
              onPress={newPassword}
            />
          ) : null}
          {told === null ? null : (
            <Card title="填到设备里，只显示这一次">
              <Stack gap="s">
                <Words>{`用户名：${told.username}`}</Words>
                <Words>{`密码：${told.password}`}</Words>
                <Words>{`主题：${told.topic}`}</Words>
              </Stack>
            </Card>
          )}
        </Stack>
      </Sheet>
      {assigning ? (
        <AssignSheet
          desk={desk}
          device={device}
          onClose={() => setAssigning(false)}
          onDone={onChanged}
        />
      ) : null}
    </>
  )
}
