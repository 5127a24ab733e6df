import { useState } from 'react'
import type { Threshold } from '#shared/alerts/alerts.contract.ts'
import { readThresholds } from '#shared/alerts/alerts.contract.ts'
import { alertRuleWords } from '#shared/alerts/alerts.words.ts'
import { dateWords } from '#shared/bookings/when.words.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Heading, Words } from '../../components/words.tsx'
import type { ElderKey } from '../../parts/care/care-pages.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { limitWords } from './limit.words.ts'
import { ThresholdSheet } from './threshold-sheet.tsx'

/** From which figures on somebody is told, and who decided them. */
export function ThresholdList({ elder }: { elder: ElderKey }) {
  const { subdistrictId, personId } = elder
  const [editing, setEditing] = useState<Threshold | null>(null)
  const { state, reload, put } = useLoaded(
    () => call(readThresholds, { params: { subdistrictId, personId } }),
    `${subdistrictId}/${personId}`,
  )
  return (
    <Stack>
      <Heading level={2}>从多少开始提醒</Heading>
      <Words kind="quiet">改一个数，要写上是哪位医生或同事定的。以前的都留着。</Words>
      <AsyncView state={state} retry={reload}>
        {({ thresholds, maySet }) => (
          <Card kind="rows">
            {thresholds.map((one) => {
              const { rule, limit, minutes, unit, decidedBy, since } = one
              const title = alertRuleWords[rule]
              const now = limitWords(limit, minutes, unit)
              const who =
                decidedBy === null
                  ? '照常用的标准'
                  : `${decidedBy}定的${since === null ? '' : `，${dateWords(new Date(since))}`}`
              const canSet = maySet && one.lowest !== null
              return (
                <ListRow
                  key={rule}
                  title={title}
                  note={who}
                  end={now}
                  {...(canSet
                    ? {
                        label: `${title}，现在${now}，${who}，点开可以改`,
                        onPress: () => setEditing(one),
                      }
                    : {})}
                />
              )
            })}
          </Card>
        )}
      </AsyncView>
      {editing === null ? null : (
        <ThresholdSheet
          elder={elder}
          threshold={editing}
          onClose={() => setEditing(null)}
          onDone={put}
        />
      )}
    </Stack>
  )
}
