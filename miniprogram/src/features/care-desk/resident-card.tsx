import type { WallResident } from '#shared/care/care-desk.contract.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { Card } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Tag } from '../../components/tag.tsx'
import { Words } from '../../components/words.tsx'
import { openElder } from '../../parts/care/care-pages.ts'
import { lastMeasured, latestWords } from '../../parts/care/latest.words.ts'
import { StatusTag } from '../../parts/care/status-tag.tsx'

interface ResidentCardProps {
  readonly resident: WallResident
  readonly now: Date
}

/** One resident of the wall: where, how, and whether somebody has answered his alert. */
export function ResidentCard({ resident, now }: ResidentCardProps) {
  const { name, room, status, latest, openAlerts, unansweredAlerts } = resident
  const line = latestWords(latest, now)
  const measured = lastMeasured(latest)
  return (
    <Card title={room === '' ? name : `${room} ${name}`} onPress={() => openElder(resident)}>
      <Stack gap="s">
        <Row>
          <StatusTag status={status} />
          {unansweredAlerts === 0 ? null : (
            <Tag words={`${unansweredAlerts} 个没人处理`} tone="red" />
          )}
          {openAlerts > unansweredAlerts ? (
            <Tag words={`${openAlerts - unansweredAlerts} 个在处理`} tone="blue" />
          ) : null}
        </Row>
        {line === null ? null : <Words>{line}</Words>}
        <Words kind="quiet">
          {measured === null ? '还没有数据' : `${timeInWords(new Date(measured), now)} 测的`}
        </Words>
      </Stack>
    </Card>
  )
}
