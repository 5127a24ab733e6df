import type { CaseView } from '#shared/cases/cases.contract.ts'
import { photoStageWords } from '#shared/cases/cases.words.ts'
import { Card } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Heading } from '../../components/words.tsx'
import { CaseTimeline } from '../../parts/cases/case-timeline.tsx'
import { GivenRating } from '../../parts/cases/given-rating.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { PhotoRow } from '../../parts/photos/photo-row.tsx'
import { CaseFacts } from './case-facts.tsx'
import { CaseHead } from './case-head.tsx'
import type { OpenStep } from './steps.ts'

interface CaseBodyProps {
  readonly view: CaseView
  readonly onGo: (step: OpenStep) => void
}

const stages = ['before', 'after'] as const

/** Everything an officer needs of one case, the most urgent first. */
export function CaseBody({ view, onGo }: CaseBodyProps) {
  const now = useNow()
  const shown = stages
    .map((stage) => ({
      stage,
      photoIds: view.photos.filter((photo) => photo.stage === stage).map(({ photoId }) => photoId),
    }))
    .filter(({ photoIds }) => photoIds.length > 0)
  return (
    <Stack>
      <CaseHead view={view} now={now} />
      <CaseFacts view={view} onGo={onGo} />
      {shown.length === 0 ? null : (
        <Card title="现场照片">
          <Stack>
            {shown.map(({ stage, photoIds }) => (
              <Stack key={stage} gap="s">
                <Heading level={3}>{photoStageWords[stage]}</Heading>
                <PhotoRow photoIds={photoIds} what={`${photoStageWords[stage]}的照片`} />
              </Stack>
            ))}
          </Stack>
        </Card>
      )}
      {view.staff?.allRatings.map((rating) => (
        <GivenRating
          key={`${rating.round}${rating.at}`}
          rating={rating}
          title={rating.round > 1 ? `第 ${rating.round} 次办理的评价` : '反映人的评价'}
          now={now}
        />
      ))}
      <Card title="办理过程">
        <CaseTimeline entries={view.timeline} reader="staff" now={now} />
      </Card>
    </Stack>
  )
}
