import { timeInWords } from '#shared/cases/deadline.words.ts'
import { listQuarantine } from '#shared/devices/devices.contract.ts'
import { quarantineWords } from '#shared/devices/devices.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'

/** What was received and not believed, with why: never dropped in silence. */
export function QuarantineList({ subdistrictId }: { subdistrictId: SubdistrictId }) {
  const now = useNow()
  const { state, reload } = useLoaded(
    () => call(listQuarantine, { params: { subdistrictId }, query: {} }),
    subdistrictId,
  )
  return (
    <AsyncView
      state={state}
      retry={reload}
      isEmpty={({ readings, givenUp }) => readings.length === 0 && givenUp === 0}
      empty={{ title: '没有没采用的数据', words: '收到了但不能相信的数，会连同原因放在这里。' }}
    >
      {({ readings, givenUp }) => (
        <Stack gap="s">
          <Words kind="quiet">这些数收到了，但没有采用，也不会引起提醒。</Words>
          {givenUp === 0 ? null : (
            <Words kind="quiet">
              {`有设备发来的错数太多，还有 ${givenUp} 个更早的只记了数，没有留下。请查一查这台设备。`}
            </Words>
          )}
          <Card kind="rows">
            {readings.map(({ quarantineId, reason, serial, raw, receivedAt }) => (
              <ListRow
                key={quarantineId}
                title={quarantineWords[reason]}
                note={`${serial === null ? '不认识的设备' : `编号 ${serial}`}，${timeInWords(new Date(receivedAt), now)}：${raw.slice(0, 120)}`}
              />
            ))}
          </Card>
        </Stack>
      )}
    </AsyncView>
  )
}
