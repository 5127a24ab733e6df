import { notMedicalWords } from '#shared/alerts/alerts.words.ts'
import { Words } from '../../components/words.tsx'

/** Said plainly on every page that alarms or shows what was measured. */
export function NotMedical() {
  return <Words kind="quiet">{notMedicalWords}</Words>
}
