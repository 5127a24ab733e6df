import type { Severity } from '#shared/cases/case-status.ts'
import { severityWords } from '#shared/cases/cases.words.ts'
import { Tag } from '../../components/tag.tsx'

/** How severe, in colour, shape and words. */
export function SeverityTag({ severity }: { severity: Severity }) {
  const { meaning } = severityWords[severity]
  return <Tag words={meaning} tone={severity} />
}
