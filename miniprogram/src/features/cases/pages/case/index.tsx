import { useState } from 'react'
import type { Answer } from '#shared/cases/case-status.ts'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Banner, Card } from '../../../../components/card.tsx'
import { Row, Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Words } from '../../../../components/words.tsx'
import { CaseTimeline } from '../../../../parts/cases/case-timeline.tsx'
import { GivenRating } from '../../../../parts/cases/given-rating.tsx'
import { useNow } from '../../../../parts/clock/use-now.ts'
import { useGate } from '../../../../parts/gate/use-gate.tsx'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { useSession } from '../../../../platform/session.ts'
import { CaseHandler, CaseReport, CaseState } from '../../case-facts.tsx'
import { CasePhotos } from '../../case-photos.tsx'
import { RatingSheet } from '../../rating-sheet.tsx'
import { SupplementSheet } from '../../supplement-sheet.tsx'
import type { CaseActs } from '../../use-case.ts'
import { useCase } from '../../use-case.ts'
import { WithdrawSheet } from '../../withdraw-sheet.tsx'

type Open = 'supplement' | 'withdraw' | { readonly rating: Answer | null } | null

/** Messages open this page directly, so it may be the first one and nobody signed in yet. */
export default function CasePage() {
  const session = useSession()
  if (session.status === 'in') return <OpenCase />
  return (
    <Screen title="事情进展">
      <WhenSignedIn why="登录后就能看到这件事的进展。">{() => null}</WhenSignedIn>
    </Screen>
  )
}

function OpenCase() {
  const { subdistrict = '', case: id = '' } = usePageParams()
  const acts = useCase(subdistrict, id)
  const { state } = acts
  return (
    <Screen title={state.status === 'ready' ? state.value.title : '事情进展'}>
      <AsyncView state={state} retry={acts.reload} skeleton="page">
        {(view) => <Case view={view} acts={acts} />}
      </AsyncView>
    </Screen>
  )
}

function Case({ view, acts }: { view: CaseView; acts: CaseActs }) {
  const now = useNow()
  const gate = useGate()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const may = (action: CaseView['may'][number]) => view.may.includes(action)
  return (
    <>
      <CaseState view={view} now={now} />
      {may('rate') ? <AskHow onOpen={(rating) => setOpen({ rating })} /> : null}
      {view.ratings.map((rating) => (
        <GivenRating
          key={rating.round}
          rating={rating}
          title={view.ratings.length > 1 ? `您第${rating.round}次的评价` : '您的评价'}
          now={now}
        />
      ))}
      <CaseHandler view={view} />
      <CaseReport view={view} now={now} />
      <CasePhotos photos={view.photos} />
      <Card title="办到哪一步了">
        <CaseTimeline entries={view.timeline} reader="resident" now={now} />
      </Card>
      {may('supplement') || may('withdraw') ? (
        <Row spread="even">
          {may('supplement') ? (
            <Button
              words="补充情况"
              kind="secondary"
              icon="plus"
              onPress={() => setOpen('supplement')}
            />
          ) : null}
          {may('withdraw') ? (
            <Button words="撤回" kind="secondary" onPress={() => setOpen('withdraw')} />
          ) : null}
        </Row>
      ) : null}
      {open === 'supplement' ? (
        <SupplementSheet
          caseId={view.caseId}
          acts={acts}
          pass={() => gate.pass('privacy_guide')}
          onClose={close}
        />
      ) : open === 'withdraw' ? (
        <WithdrawSheet acts={acts} onClose={close} />
      ) : open === null ? null : (
        <RatingSheet acts={acts} solvedSaid={open.rating} onClose={close} />
      )}
      {gate.sheet}
    </>
  )
}

function AskHow({ onOpen }: { onOpen: (solved: Answer | null) => void }) {
  return (
    <Banner tone="green" title="这件事办完了，解决了吗？" icon="check">
      <Stack gap="s">
        <Words>没解决就说一声，马上退回去重新办。</Words>
        <Row spread="even">
          <Button words="没解决" kind="secondary" onPress={() => onOpen('no')} />
          <Button words="评价一下" onPress={() => onOpen(null)} />
        </Row>
      </Stack>
    </Banner>
  )
}
