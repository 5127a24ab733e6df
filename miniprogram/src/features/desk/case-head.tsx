import { View } from '@tarojs/components'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import { reviewReasonWords, sourceWords } from '#shared/cases/cases.words.ts'
import { timeInWords, waitedInWords } from '#shared/cases/deadline.words.ts'
import { Banner, Card } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Tag } from '../../components/tag.tsx'
import { Heading, Words } from '../../components/words.tsx'
import { DeadlineLine, ProvisionalNote } from '../../parts/cases/deadline-line.tsx'
import { StatusTag } from '../../parts/cases/status-tag.tsx'
import { PhotoRow } from '../../parts/photos/photo-row.tsx'
import s from './case-head.module.scss'
import { SeverityTag } from './severity-tag.tsx'

interface CaseHeadProps {
  readonly view: CaseView
  readonly now: Date
}

const waitingWords = ({ submittedAt, isHistory, status }: CaseView, now: Date): string => {
  const since = new Date(submittedAt)
  const at = timeInWords(since, now)
  const open = status !== 'closed' && status !== 'withdrawn' && !isHistory
  return open ? `${at}\u00a0· ${waitedInWords(now.getTime() - since.getTime())}` : at
}

/** What it is and how long is left: all that is needed to decide what to do first. */
export function CaseHead({ view, now }: CaseHeadProps) {
  const { reviewReasons, deadlines, isHistory, round, photos } = view
  const reported = photos.filter(({ stage }) => stage === 'report')
  return (
    <Card>
      <Stack>
        <Row>
          <SeverityTag severity={view.severity} />
          <StatusTag status={view.status} />
          {isHistory ? <Tag words="历史导入" /> : null}
          {round > 1 ? <Tag words={`第 ${round} 次办理`} tone="orange" /> : null}
        </Row>
        <Heading level={2}>{view.typeName ?? '类型待定'}</Heading>
        {deadlines.length === 0 ? null : (
          <View className={s.clocks}>
            {deadlines.map((deadline) => (
              <DeadlineLine key={deadline.clock} deadline={deadline} now={now} reader="staff" />
            ))}
            <ProvisionalNote deadlines={deadlines} />
          </View>
        )}
        {reviewReasons.length === 0 || !view.may.includes('dispatch') ? null : (
          <Banner tone="yellow" title="等值班台安排">
            <Words>{reviewReasons.map((reason) => reviewReasonWords[reason]).join('、')}</Words>
          </Banner>
        )}
        <Words>{view.text}</Words>
        {reported.length === 0 ? null : (
          <PhotoRow photoIds={reported.map(({ photoId }) => photoId)} what="上报时的照片" />
        )}
        <Words kind="quiet">
          {[view.number, sourceWords[view.source], waitingWords(view, now)].join('\u00a0· ')}
        </Words>
      </Stack>
    </Card>
  )
}
