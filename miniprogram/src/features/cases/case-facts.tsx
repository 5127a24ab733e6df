import { View } from '@tarojs/components'
import { useState } from 'react'
import { phoneInGroups } from '#shared/accounts/phone.words.ts'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { spoken } from '../../components/aria.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { DeadlineLine, ProvisionalNote } from '../../parts/cases/deadline-line.tsx'
import { StatusTag } from '../../parts/cases/status-tag.tsx'
import { whoseWords } from '../../parts/places/chosen-place.ts'
import { dial } from '../../platform/phone.ts'
import s from './case-facts.module.scss'

interface CaseProps {
  readonly view: CaseView
  readonly now: Date
}

const isDone = ({ status }: CaseView) => status === 'closed' || status === 'withdrawn'

/** Where it stands and by when, before anything else. */
export function CaseState({ view, now }: CaseProps) {
  const clocks = isDone(view)
    ? view.deadlines.filter(({ metAt }) => metAt !== null)
    : view.deadlines
  return (
    <Card>
      <Stack gap="s">
        <View className={s.head}>
          <StatusTag status={view.status} />
          <CaseNumber number={view.number} />
        </View>
        {clocks.map((deadline) => (
          <DeadlineLine key={deadline.clock} deadline={deadline} now={now} />
        ))}
        <ProvisionalNote deadlines={clocks} />
      </Stack>
    </Card>
  )
}

/** A number one can say on the phone; read out sign by sign. */
export function CaseNumber({ number }: { number: string }) {
  const letters = number.replace(/-/g, '').split('').join(' ')
  return (
    <View {...spoken({ role: 'text', label: `编号 ${letters}` })} className={s.number}>
      {number}
    </View>
  )
}

/** Who has it, and how to reach them. */
export function CaseHandler({ view }: { view: CaseView }) {
  const { unitName, handlerName, unitPhone } = view
  if (unitName === null) {
    return isDone(view) ? null : (
      <Card title="谁在办">
        <Words>值班人员正在安排，安排好会告诉您。</Words>
      </Card>
    )
  }
  const lines = [handlerName, unitName, unitPhone === null ? null : phoneInGroups(unitPhone)]
  return (
    <Card title="谁在办">
      <Stack gap="s">
        <Words>{lines.filter((line) => line !== null).join('\n')}</Words>
        {unitPhone === null ? null : (
          <Row>
            <Button
              words="打电话"
              kind="secondary"
              icon="phone"
              fit
              label={`打电话给${unitName}`}
              onPress={() => dial(unitPhone)}
            />
          </Row>
        )}
      </Stack>
    </Card>
  )
}

const longText = 240

/** What was said, where, when and what kind. */
export function CaseReport({ view, now }: CaseProps) {
  const [whole, setWhole] = useState(false)
  const { text, place, spokenPlace, placeLabel, typeName, submittedAt } = view
  const cut = !whole && text.length > longText
  return (
    <>
      <Card title="反映的问题">
        <Words>{cut ? `${text.slice(0, longText)}…` : text}</Words>
        {cut ? <Button words="看全部" kind="quiet" fit onPress={() => setWhole(true)} /> : null}
      </Card>
      <Card kind="rows">
        <ListRow
          icon="pin"
          title={spokenPlace === '' ? placeLabel : `${placeLabel} ${spokenPlace}`}
          note={place === null ? undefined : whoseWords(place)}
        />
        {typeName === null ? null : <ListRow icon="list" title={typeName} />}
        <ListRow icon="clock" title={`${timeInWords(new Date(submittedAt), now)} 上报`} />
      </Card>
    </>
  )
}
