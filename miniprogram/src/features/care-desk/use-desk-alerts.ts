import { useCallback, useRef, useState } from 'react'
import type { AlertRow } from '#shared/alerts/alerts.contract.ts'
import { listDeskAlerts } from '#shared/alerts/alerts.contract.ts'
import { careDeskTopic } from '#shared/readings/live-readings.ts'
import { useCalm } from '../../parts/live/use-calm.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { usePaged } from '../../parts/loading/use-paged.ts'
import { useNewSound } from '../../parts/staff/use-new-sound.ts'
import { call } from '../../platform/api.ts'
import { newAlerts } from './new-alerts.ts'
import type { CareDesk } from './with-care-desk.tsx'

const idOf = ({ alertId }: AlertRow): string => alertId

/** Which live topic tells this desk that something has changed. */
export const deskTopicOf = ({ subdistrictId, role, unitId }: CareDesk): string =>
  role === 'duty_officer' ? `desk/${subdistrictId}` : careDeskTopic(subdistrictId, unitId)

/** Alerts of my elders as they come, with a tone and a word for each new one. */
export const useDeskAlerts = (desk: CareDesk) => {
  const { subdistrictId } = desk
  const [heard, setHeard] = useState('')
  const sound = useNewSound()
  const { ring } = sound
  const before = useRef<{ at: string; rows: readonly AlertRow[] } | null>(null)
  const list = usePaged(
    useCallback(
      async (cursor) => {
        const query = cursor === undefined ? {} : { cursor }
        const answer = await call(listDeskAlerts, { params: { subdistrictId }, query })
        if (cursor === undefined) {
          const known = before.current?.at === subdistrictId ? before.current.rows : null
          const fresh = known === null ? [] : newAlerts(known, answer.alerts)
          before.current = { at: subdistrictId, rows: answer.alerts }
          const [first] = fresh
          if (first !== undefined) {
            ring()
            setHeard(`新提醒：${first.elderName}，${first.title}`)
          }
        }
        return { items: answer.alerts, nextCursor: answer.nextCursor }
      },
      [subdistrictId, ring],
    ),
    idOf,
    subdistrictId,
  )
  const refresh = useCalm(() => void list.reload())
  useLive(deskTopicOf(desk), refresh)
  return { list, heard, sound }
}
