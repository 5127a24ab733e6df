import type { CaseStatus } from '#shared/cases/case-status.ts'
import { statusWords } from '#shared/cases/cases.words.ts'
import type { Tone } from '../../components/tag.tsx'
import { Tag } from '../../components/tag.tsx'

const tones: Readonly<Record<CaseStatus, Tone>> = {
  review: 'yellow',
  assigned: 'blue',
  accepted: 'blue',
  on_site: 'blue',
  closed: 'green',
  withdrawn: 'grey',
}

export function StatusTag({ status }: { status: CaseStatus }) {
  return <Tag words={statusWords[status]} tone={tones[status]} />
}
