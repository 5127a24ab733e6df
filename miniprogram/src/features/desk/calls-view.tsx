import { useState } from 'react'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { Call } from '#shared/notices/calls.contract.ts'
import { callStateWords } from '#shared/notices/calls.words.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Tag } from '../../components/tag.tsx'
import { Heading, Words } from '../../components/words.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { usePullToRefresh } from '../../platform/page-scroll.ts'
import { AnswerSheet, ContactSheet } from './call-sheets.tsx'
import { useCalls } from './use-calls.ts'

const isOpen = ({ state }: Call): boolean => state === 'todo' || state === 'no_answer'

interface Opened {
  readonly what: 'contact' | 'reached' | 'no_answer'
  readonly call: Call
}

/** Who is to be told, by when and in which words; answered ones of the last day below. */
export function CallsView({ subdistrictId }: { subdistrictId: SubdistrictId }) {
  const work = useCalls(subdistrictId)
  const now = useNow()
  const [opened, setOpened] = useState<Opened | null>(null)
  usePullToRefresh(work.reload)
  const close = () => {
    setOpened(null)
    work.forget()
  }
  return (
    <Stack>
      <Words kind="quiet">这些人收不到消息，请打电话或上门告诉他们。</Words>
      <AsyncView
        state={work.state}
        retry={work.reload}
        isEmpty={({ calls }) => calls.length === 0}
        empty={{ title: '现在没有要打的电话', words: '有人收不到预约消息时，会出现在这里。' }}
      >
        {({ calls, open }) => (
          <Stack>
            <Heading level={2}>{`要告诉 ${open} 位`}</Heading>
            {calls.filter(isOpen).map((call) => (
              <CallCard
                key={call.callId}
                call={call}
                now={now}
                onOpen={(what) => setOpened({ what, call })}
              />
            ))}
            <Answered calls={calls.filter((call) => !isOpen(call))} now={now} />
          </Stack>
        )}
      </AsyncView>
      {opened === null ? null : opened.what === 'contact' ? (
        <ContactSheet call={opened.call} work={work} onClose={close} />
      ) : (
        <AnswerSheet call={opened.call} work={work} onClose={close} result={opened.what} />
      )}
    </Stack>
  )
}

interface CallCardProps {
  readonly call: Call
  readonly now: Date
  readonly onOpen: (what: Opened['what']) => void
}

function CallCard({ call, now, onOpen }: CallCardProps) {
  const { personName, neighbourhoodName, body, dueAt, state, tries, note } = call
  const late = new Date(dueAt) <= now
  const when = timeInWords(new Date(dueAt), now)
  const tried = state === 'no_answer' ? `打过 ${tries} 次` : ''
  return (
    <Card title={personName}>
      <Stack gap="s">
        <Row spread="between">
          <Words kind="quiet">{[neighbourhoodName, tried].filter(Boolean).join(' · ')}</Words>
          <Tag words={callStateWords[state]} tone={state === 'todo' ? 'orange' : 'yellow'} />
        </Row>
        <Words kind={late ? 'danger' : 'strong'}>
          {late ? `${when} 前没有告诉到` : `请在 ${when} 前告诉`}
        </Words>
        <Words kind="lead">{`“${body}”`}</Words>
        {note === '' ? null : <Words kind="quiet">{`备注：${note}`}</Words>}
        <Button
          words="电话和住址"
          label={`电话和住址：${personName}`}
          kind="quiet"
          icon="phone"
          onPress={() => onOpen('contact')}
        />
        <Row spread="even">
          <Button
            words="没接通"
            label={`没接通：${personName}`}
            kind="secondary"
            onPress={() => onOpen('no_answer')}
          />
          <Button
            words="已告知"
            label={`已告知：${personName}`}
            kind="secondary"
            onPress={() => onOpen('reached')}
          />
        </Row>
      </Stack>
    </Card>
  )
}

function Answered({ calls, now }: { calls: readonly Call[]; now: Date }) {
  if (calls.length === 0) return null
  return (
    <Stack gap="s">
      <Heading level={2}>最近一天办完的</Heading>
      <Card kind="rows">
        {calls.map((call) => (
          <ListRow
            key={call.callId}
            title={call.personName}
            note={[
              call.title,
              call.doneBy,
              call.doneAt && timeInWords(new Date(call.doneAt), now),
              call.note,
            ]
              .filter(Boolean)
              .join(' · ')}
            end={
              <Tag
                words={callStateWords[call.state]}
                tone={call.state === 'reached' ? 'green' : 'grey'}
              />
            }
          />
        ))}
      </Card>
    </Stack>
  )
}
