import type { Answer } from '#shared/cases/case-status.ts'
import { rateCase } from '#shared/cases/cases.contract.ts'
import { Sheet } from '../../components/sheet.tsx'
import type { CaseRating } from '../../parts/cases/rating-panel.tsx'
import { CaseRatingPanel } from '../../parts/cases/rating-panel.tsx'
import { call } from '../../platform/api.ts'
import type { CaseActs } from './use-case.ts'

interface RatingSheetProps {
  readonly acts: CaseActs
  readonly solvedSaid: Answer | null
  readonly onClose: () => void
}

export function RatingSheet({ acts, solvedSaid, onClose }: RatingSheetProps) {
  const rate = async (body: CaseRating) => {
    const done = await acts.act(
      `rate ${JSON.stringify(body)}`,
      (params, idempotencyKey) => call(rateCase, { params, body }, { idempotencyKey }),
      body.solved === 'no' ? '知道了，这件事会重新办' : '谢谢您的评价',
    )
    if (done) onClose()
  }
  return (
    <Sheet
      open
      title={solvedSaid === 'no' ? '没解决，请告诉我们' : '办得怎么样，您说了算'}
      onClose={onClose}
    >
      <CaseRatingPanel solvedSaid={solvedSaid} busy={acts.busy} onRate={rate} />
    </Sheet>
  )
}
