import type { AlertRow as Row } from '#shared/alerts/alerts.contract.ts'
import { alertOutcomeWords } from '#shared/alerts/alerts.words.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Row as Side, Stack } from '../../components/layout.tsx'
import { Tag } from '../../components/tag.tsx'
import { Words } from '../../components/words.tsx'
import { openAlert } from './care-pages.ts'
import { SeverityTag } from './status-tag.tsx'

/** Where it stands: whose turn it is, who has taken it, how it ended. */
export const alertStateWords = (alert: Row, now: Date): string => {
  if (alert.outcome !== null) return `处理完：${alertOutcomeWords[alert.outcome]}`
  if (alert.acknowledgedBy !== null && alert.acknowledgedAt !== null)
    return `${alert.acknowledgedBy}在处理（${timeInWords(new Date(alert.acknowledgedAt), now)}）`
  return alert.clearedAt === null ? '还没有人处理' : '已经好了，没有人处理过'
}

interface AlertRowProps {
  readonly alert: Row
  readonly now: Date
  /** Says whose it is, where several elders are listed. */
  readonly named: boolean
  /** Takes it in hand from the list; without it one opens it first. */
  readonly onAcknowledge?: (() => void) | undefined
  readonly busy?: boolean
}

/** One alert: what was seen and when, who looks after it, and the way to it. */
export function AlertCard({ alert, now, named, onAcknowledge, busy = false }: AlertRowProps) {
  const { severity, title, words, isTest, clearedAt, mutedUntil, elderName, room } = alert
  const isOver = clearedAt !== null
  const who = named ? `${elderName}${room === '' ? '' : ` ${room}`}：` : ''
  const heading = `${who}${title}`
  return (
    <Card title={heading}>
      <Stack gap="s">
        <Side>
          {isTest ? <Tag words="试一试" tone="blue" /> : <SeverityTag severity={severity} />}
          {isOver ? <Tag words="已经好了" tone="green" /> : null}
          {mutedUntil !== null && new Date(mutedUntil) > now ? <Tag words="我这里静音" /> : null}
        </Side>
        <Words>{words}</Words>
        <Words kind="quiet">
          {`${timeInWords(new Date(alert.raisedAt), now)} 提醒${alert.fired > 1 ? `，响过 ${alert.fired} 次` : ''}`}
        </Words>
        <Words kind={isOver || alert.acknowledgedBy !== null ? 'quiet' : 'strong'}>
          {alertStateWords(alert, now)}
        </Words>
        <Side spread="fill">
          <Button
            words="看详情"
            label={`看详情：${heading}`}
            kind="secondary"
            onPress={() => openAlert(alert)}
          />
          {onAcknowledge !== undefined && alert.actions.includes('acknowledge') ? (
            <Button
              words="我来处理"
              label={`我来处理：${heading}`}
              icon="check"
              busy={busy}
              onPress={onAcknowledge}
            />
          ) : null}
        </Side>
      </Stack>
    </Card>
  )
}
