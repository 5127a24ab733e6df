import type { AlertSeverity } from '#shared/alerts/alert-rules.ts'
import { alertSeverityWords } from '#shared/alerts/alerts.words.ts'
import type { CareStatus } from '#shared/care/care-shapes.ts'
import { Row } from '../../components/layout.tsx'
import type { Tone } from '../../components/tag.tsx'
import { Tag } from '../../components/tag.tsx'

const severityTones: Readonly<Record<AlertSeverity, Tone>> = {
  high: 'red',
  medium: 'orange',
  low: 'yellow',
  technical: 'blue',
}

/** Without the grade of an alert, which a screen that everybody passes does not tell. */
export const toneOfKind: Readonly<Record<CareStatus['kind'], Tone>> = {
  alert: 'orange',
  look: 'yellow',
  no_signal: 'blue',
  device_offline: 'grey',
  paused: 'grey',
  quiet: 'grey',
  well: 'green',
  no_consent: 'grey',
}

export const toneOfStatus = ({ kind, severity }: CareStatus): Tone =>
  severity === null ? toneOfKind[kind] : severityTones[severity]

/** The one calm word about somebody. */
export function StatusTag({ status }: { status: CareStatus }) {
  return (
    <Row>
      <Tag words={status.words} tone={toneOfStatus(status)} />
    </Row>
  )
}

/** How grave an alert is; the lane of devices looks different from the lane of people. */
export function SeverityTag({ severity }: { severity: AlertSeverity }) {
  return <Tag words={alertSeverityWords[severity]} tone={severityTones[severity]} />
}
