import type { DeviceFaultKind } from '#shared/alerts/shift.contract.ts'
import { listDeviceFaults } from '#shared/alerts/shift.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Tag } from '../../components/tag.tsx'
import { Words } from '../../components/words.tsx'
import { openAlert } from '../../parts/care/care-pages.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'

const faultWords: Readonly<Record<DeviceFaultKind, string>> = {
  offline: '没有消息',
  sensor_off: '没戴好',
  battery_low: '电量低',
  clock_wrong: '时间不准',
  calibration_over: '检定过期',
  faulty: '有故障',
}

/** Devices that need a hand, the longest first. */
export function FaultList({ subdistrictId }: { subdistrictId: SubdistrictId }) {
  const { state, reload } = useLoaded(
    async () => (await call(listDeviceFaults, { params: { subdistrictId } })).faults,
    subdistrictId,
  )
  return (
    <AsyncView
      state={state}
      retry={reload}
      isEmpty={(faults) => faults.length === 0}
      empty={{ title: '设备都好', words: '没电、没消息、没戴好的，会出现在这里。' }}
    >
      {(faults) => (
        <Stack>
          {faults.map(({ deviceId, kind, elderName, room, model, serial, words, alertId }) => (
            <Card
              key={`${deviceId}${kind}`}
              title={[room, elderName ?? '没人用'].filter((part) => part !== '').join(' ')}
            >
              <Stack gap="s">
                <Row>
                  <Tag words={faultWords[kind]} tone="blue" />
                </Row>
                <Words>{words}</Words>
                <Words kind="quiet">{`${model}，编号 ${serial}`}</Words>
                {alertId === null ? null : (
                  <Button
                    words="看提醒"
                    label={`看提醒：${elderName ?? serial}${faultWords[kind]}`}
                    kind="secondary"
                    onPress={() => openAlert({ subdistrictId, alertId })}
                  />
                )}
              </Stack>
            </Card>
          ))}
        </Stack>
      )}
    </AsyncView>
  )
}
