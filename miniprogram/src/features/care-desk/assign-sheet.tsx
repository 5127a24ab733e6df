import { useState } from 'react'
import { readWall } from '#shared/care/care-desk.contract.ts'
import type { DeviceView } from '#shared/devices/devices.contract.ts'
import { assignDevice, unassignDevice } from '#shared/devices/devices.contract.ts'
import { personId } from '#shared/ids.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import type { CareDesk } from './with-care-desk.tsx'

interface AssignSheetProps {
  readonly desk: CareDesk
  readonly device: DeviceView
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Who uses it from now on; what was measured before stays with whoever did. */
export function AssignSheet({ desk, device, onClose, onDone }: AssignSheetProps) {
  const { subdistrictId, deviceId, wearer } = device
  const [chosen, setChosen] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { state, reload } = useLoaded(
    async () =>
      (await call(readWall, { params: { subdistrictId: desk.subdistrictId }, query: {} }))
        .residents,
    desk.subdistrictId,
  )
  const send = async () => {
    setTried(true)
    if (chosen === null) return
    setBusy(true)
    setProblem(null)
    try {
      const params = { subdistrictId, deviceId }
      if (wearer !== null) await call(unassignDevice, { params })
      await call(assignDevice, { params, body: { personId: personId(chosen) } })
      say('分好了')
      onDone()
      onClose()
    } catch (thrown) {
      setProblem(failureWords(asFailure(thrown)))
      onDone()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet
      open
      title="分给哪位老人"
      onClose={onClose}
      footer={<Button words="分给他" busy={busy} onPress={send} />}
    >
      <Stack>
        {wearer === null ? null : (
          <Words>{`现在是${wearer.name}在用。换人以后，以前的数还是${wearer.name}的。`}</Words>
        )}
        <AsyncView
          state={state}
          retry={reload}
          isEmpty={(residents) => residents.length === 0}
          empty={{ title: '还没有登记老人' }}
        >
          {(residents) => (
            <Choice
              label="老人"
              options={residents
                .filter((resident) => resident.personId !== wearer?.personId)
                .map((resident) => ({
                  value: String(resident.personId),
                  words: [resident.room, resident.name].filter((part) => part !== '').join(' '),
                }))}
              value={chosen}
              onChange={setChosen}
              error={tried && chosen === null ? '请选一位' : undefined}
            />
          )}
        </AsyncView>
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}
