import { useState } from 'react'
import type { AlertView } from '#shared/alerts/alerts.contract.ts'
import { readAlert } from '#shared/alerts/alerts.contract.ts'
import { alertOutcomeWords, escalationStepWords } from '#shared/alerts/alerts.words.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { alertId, subdistrictId } from '#shared/ids.ts'
import { careStateTopic } from '#shared/readings/live-readings.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Banner, Card } from '../../../../components/card.tsx'
import { Row, Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Tag } from '../../../../components/tag.tsx'
import { Timeline, TimelineItem } from '../../../../components/timeline.tsx'
import { Heading, Words } from '../../../../components/words.tsx'
import { alertStateWords } from '../../../../parts/care/alert-card.tsx'
import { openElder } from '../../../../parts/care/care-pages.ts'
import { NotMedical } from '../../../../parts/care/not-medical.tsx'
import { SeverityTag } from '../../../../parts/care/status-tag.tsx'
import { useAcknowledge } from '../../../../parts/care/use-acknowledge.ts'
import { useNow } from '../../../../parts/clock/use-now.ts'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { useLive } from '../../../../parts/live/use-live.ts'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { openToHandle } from '../../../../parts/staff/staff-pages.ts'
import { call } from '../../../../platform/api.ts'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { CallCard } from '../../call-card.tsx'
import { MuteSheet } from '../../mute-sheet.tsx'
import { OutcomeSheet } from '../../outcome-sheet.tsx'

/** `?subdistrict&alert`: for family and staff; the server says what each may do. */
export default function AlertPage() {
  return (
    <Screen title="提醒">
      <WhenSignedIn why="登录后，可以看到这个提醒。">{() => <Alert />}</WhenSignedIn>
    </Screen>
  )
}

function Alert() {
  const { subdistrict = '', alert: id = '' } = usePageParams()
  const params = { subdistrictId: subdistrictId(subdistrict), alertId: alertId(id) }
  const { state, reload, put } = useLoaded(
    async () => (await call(readAlert, { params })).alert,
    `${subdistrict}/${id}`,
  )
  const alert = state.status === 'ready' ? state.value : null
  useLive(alert === null ? null : careStateTopic(subdistrict, alert.personId), reload)
  usePullToRefresh(reload)
  return (
    <AsyncView state={state} retry={reload} skeleton="page">
      {(shown) => <Facts alert={shown} reload={reload} put={put} />}
    </AsyncView>
  )
}

interface FactsProps {
  readonly alert: AlertView
  readonly reload: () => Promise<void>
  readonly put: (alert: AlertView) => void
}

function Facts({ alert, reload, put }: FactsProps) {
  const now = useNow()
  const [open, setOpen] = useState<'outcome' | 'mute' | null>(null)
  const { busy, acknowledge } = useAcknowledge(reload)
  const { severity, isTest, clearedAt, title, words, elderName, room, actions, caseId } = alert
  const may = (action: AlertView['actions'][number]) => actions.includes(action)
  const mutedUntil = alert.mutedUntil === null ? null : new Date(alert.mutedUntil)
  return (
    <Stack>
      <Stack gap="s">
        <Row>
          {isTest ? <Tag words="试一试" tone="blue" /> : <SeverityTag severity={severity} />}
          <Tag
            words={clearedAt === null ? '现在还是这样' : '已经好了'}
            tone={clearedAt === null ? 'orange' : 'green'}
          />
        </Row>
        <Heading level={2}>{`${elderName}${room === '' ? '' : ` ${room}`}：${title}`}</Heading>
        <Words>{words}</Words>
      </Stack>
      {isTest ? (
        <Banner tone="blue" icon="bell" title="这是您自己发的试验，没有事" />
      ) : (
        <Turn alert={alert} now={now} />
      )}
      {may('acknowledge') ? (
        <Button
          words="我来处理"
          icon="check"
          busy={busy === alert.alertId}
          onPress={() => acknowledge(alert)}
        />
      ) : null}
      <Row spread="fill">
        {may('set_outcome') ? (
          <Button
            words={alert.outcome === null ? '写处理结果' : '改处理结果'}
            kind="secondary"
            onPress={() => setOpen('outcome')}
          />
        ) : null}
        {may('mute') ? (
          <Button
            words={mutedUntil !== null && mutedUntil > now ? '改静音' : '我这里先静音'}
            kind="secondary"
            icon="sound"
            onPress={() => setOpen('mute')}
          />
        ) : null}
        <Button words="看他现在的情况" kind="secondary" onPress={() => openElder(alert)} />
      </Row>
      {mutedUntil !== null && mutedUntil > now ? (
        <Words kind="quiet">{`您这里静音到${timeInWords(mutedUntil, now)}，别人不受影响。`}</Words>
      ) : null}
      <CallCard alert={alert} />
      {caseId === null ? null : (
        <Button
          words="看转成的事件"
          kind="secondary"
          icon="report"
          onPress={() => openToHandle({ subdistrictId: alert.subdistrictId, caseId })}
        />
      )}
      <Stack gap="s">
        <Heading level={2}>经过</Heading>
        <Timeline>
          {alert.timeline.map((event, at) => (
            <TimelineItem
              key={event.seq}
              title={event.words}
              time={[timeInWords(new Date(event.at), now), event.who]
                .filter((part) => part !== '')
                .join(' · ')}
              tone={at === 0 ? 'now' : 'plain'}
            />
          ))}
        </Timeline>
      </Stack>
      <NotMedical />
      {open === 'outcome' ? (
        <OutcomeSheet alert={alert} onClose={() => setOpen(null)} onDone={put} />
      ) : null}
      {open === 'mute' ? (
        <MuteSheet alert={alert} onClose={() => setOpen(null)} onDone={reload} />
      ) : null}
    </Stack>
  )
}

/** Whose turn it is, and what happens if nobody answers. */
function Turn({ alert, now }: { alert: AlertView; now: Date }) {
  const { outcome, outcomeBy, outcomeAt, outcomeNote, nextStep, nextStepAt, refireAt } = alert
  if (outcome !== null) {
    const when = outcomeAt === null ? '' : `，${timeInWords(new Date(outcomeAt), now)}`
    return (
      <Card title={`结果：${alertOutcomeWords[outcome]}`}>
        <Stack gap="s">
          {outcomeNote === '' ? null : <Words>{outcomeNote}</Words>}
          <Words kind="quiet">{`${outcomeBy ?? ''}${when}`}</Words>
        </Stack>
      </Card>
    )
  }
  const next =
    nextStep === null || nextStepAt === null || alert.acknowledgedAt !== null
      ? null
      : nextStep === 'nobody'
        ? `到${timeInWords(new Date(nextStepAt), now)}还没有人处理，会再从头提醒一遍。`
        : `到${timeInWords(new Date(nextStepAt), now)}还没有人处理，就告诉${escalationStepWords[nextStep]}。`
  const again =
    refireAt === null || alert.clearedAt !== null
      ? null
      : `如果一直这样，${timeInWords(new Date(refireAt), now)}再响一次。`
  return (
    <Banner
      tone={alert.acknowledgedAt === null && alert.clearedAt === null ? 'yellow' : 'green'}
      icon={alert.acknowledgedAt === null ? 'bell' : 'check'}
      title={alertStateWords(alert, now)}
    >
      {next === null ? null : <Words>{next}</Words>}
      {again === null ? null : <Words>{again}</Words>}
    </Banner>
  )
}
