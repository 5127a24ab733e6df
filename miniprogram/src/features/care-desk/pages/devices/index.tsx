import { useState } from 'react'
import { deviceStaffRoles } from '#shared/accounts/roles.ts'
import type { DeviceView } from '#shared/devices/devices.contract.ts'
import { listDevices } from '#shared/devices/devices.contract.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Card, ListRow } from '../../../../components/card.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Segments } from '../../../../components/segments.tsx'
import { Tag } from '../../../../components/tag.tsx'
import { ListEnd } from '../../../../components/words.tsx'
import { useNow } from '../../../../parts/clock/use-now.ts'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { call } from '../../../../platform/api.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { deviceState, deviceWords } from '../../device.words.ts'
import { DeviceSheet } from '../../device-sheet.tsx'
import { FaultList } from '../../fault-list.tsx'
import { QuarantineList } from '../../quarantine-list.tsx'
import { RegisterDeviceSheet } from '../../register-device-sheet.tsx'
import type { CareDesk } from '../../with-care-desk.tsx'
import { WithCareDesk } from '../../with-care-desk.tsx'

const views = [
  { key: 'faults', words: '要处理的' },
  { key: 'all', words: '所有设备' },
  { key: 'aside', words: '没采用的数据' },
] as const
type View = (typeof views)[number]['key']

/** What measures: which need a hand, who wears which, and what was not believed. */
export default function DevicesPage() {
  return (
    <WithCareDesk title="设备" roles={deviceStaffRoles}>
      {(desk) => <Devices desk={desk} />}
    </WithCareDesk>
  )
}

function Devices({ desk }: { desk: CareDesk }) {
  const { subdistrictId, unitId, role } = desk
  const [view, setView] = useState<View>(role === 'administrator' ? 'all' : 'faults')
  const shown = role === 'administrator' ? views.filter(({ key }) => key !== 'faults') : views
  const [registering, setRegistering] = useState(false)
  const { state, reload } = useLoaded(
    async () => (await call(listDevices, { params: { subdistrictId } })).devices,
    subdistrictId,
  )
  usePullToRefresh(reload)
  return (
    <Screen title="设备" lead={desk.name}>
      <Stack>
        <Segments label="看什么" items={shown} current={view} onChange={setView} />
        {view === 'faults' ? <FaultList subdistrictId={subdistrictId} /> : null}
        {view === 'aside' ? <QuarantineList subdistrictId={subdistrictId} /> : null}
        {view === 'all' ? (
          <AsyncView
            state={state}
            retry={reload}
            isEmpty={(devices) => devices.length === 0}
            empty={{ title: '还没有登记设备', words: '登记以后，再分给老人。' }}
          >
            {(devices) => <DeviceList desk={desk} devices={devices} reload={reload} />}
          </AsyncView>
        ) : null}
        {unitId === null ? null : (
          <Button
            words="登记设备"
            kind="secondary"
            icon="plus"
            onPress={() => setRegistering(true)}
          />
        )}
      </Stack>
      {registering && unitId !== null ? (
        <RegisterDeviceSheet
          subdistrictId={subdistrictId}
          unitId={unitId}
          onClose={() => setRegistering(false)}
          onDone={() => {
            setView('all')
            reload()
          }}
        />
      ) : null}
    </Screen>
  )
}

interface DeviceListProps {
  readonly desk: CareDesk
  readonly devices: readonly DeviceView[]
  readonly reload: () => Promise<void>
}

function DeviceList({ desk, devices, reload }: DeviceListProps) {
  const now = useNow()
  const [openId, setOpenId] = useState<string | null>(null)
  const open = devices.find(({ deviceId }) => deviceId === openId)
  return (
    <Stack gap="s">
      <Card kind="rows">
        {devices.map((device) => {
          const { words, tone } = deviceState(device)
          const { wearer } = device
          return (
            <ListRow
              key={device.deviceId}
              title={`${wearer === null ? '没人用' : wearer.name} · ${device.model}`}
              note={deviceWords(device, now)}
              end={<Tag words={words} tone={tone} />}
              onPress={() => setOpenId(device.deviceId)}
            />
          )
        })}
      </Card>
      <ListEnd words={`共 ${devices.length} 台，都在这里了`} />
      {open === undefined ? null : (
        <DeviceSheet
          desk={desk}
          device={open}
          onClose={() => setOpenId(null)}
          onChanged={() => void reload()}
        />
      )}
    </Stack>
  )
}
