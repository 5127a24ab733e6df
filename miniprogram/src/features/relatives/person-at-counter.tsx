import { useState } from 'react'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import type { ServedPerson } from '#shared/relatives/counter.contract.ts'
import {
  readPersonToServe,
  withdrawRelationshipAtCounter,
} from '#shared/relatives/counter.contract.ts'
import {
  assessedLevelWords,
  dayInWords,
  residenceWords,
} from '#shared/relatives/relatives.words.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Tag } from '../../components/tag.tsx'
import { say } from '../../components/toast.tsx'
import { Heading, Words } from '../../components/words.tsx'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { PaperSheet } from './paper-sheet.tsx'
import type { Booker } from './relationship-rows.tsx'
import { BookerRows } from './relationship-rows.tsx'
import { VerifySheet } from './verify-sheet.tsx'

interface PersonAtCounterProps {
  readonly subdistrictId: SubdistrictId
  readonly personId: PersonId
}

/** For staff: what is on file of the person at the counter, and who may book for him. */
export function PersonAtCounter({ subdistrictId, personId }: PersonAtCounterProps) {
  const params = { subdistrictId, personId }
  const { state, reload, put } = useLoaded(() => call(readPersonToServe, { params }), personId)
  const [doing, setDoing] = useState<'verify' | 'paper' | null>(null)
  const [ending, setEnding] = useState<Booker | null>(null)
  const [busy, setBusy] = useState(false)

  const end = async ({ relationshipId }: Booker) => {
    setBusy(true)
    try {
      put(await call(withdrawRelationshipAtCounter, { params: { ...params, relationshipId } }))
      say('已经收回，马上有效')
      setEnding(null)
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(false)
    }
  }
  const sheet = { params, onClose: () => setDoing(null), onDone: put }
  return (
    <AsyncView state={state} retry={reload} skeleton="page">
      {(person) => (
        <Stack gap="l">
          <Stack>
            <Heading level={2}>证件资料</Heading>
            <Facts person={person} />
            <Button
              words={person.verified ? '重新核对证件' : '核对证件'}
              kind="secondary"
              onPress={() => setDoing('verify')}
            />
          </Stack>
          <Stack>
            <Heading level={2}>谁能替他预约</Heading>
            {person.bookers.length === 0 ? (
              <Words kind="quiet">还没有登记。</Words>
            ) : (
              <BookerRows people={person.bookers} onEnd={setEnding} />
            )}
            <Button
              words="登记代办家人"
              kind="secondary"
              icon="plus"
              onPress={() => setDoing('paper')}
            />
          </Stack>
          {doing === 'verify' ? <VerifySheet {...sheet} profile={person.profile} /> : null}
          {doing === 'paper' ? <PaperSheet {...sheet} /> : null}
          <Sheet
            open={ending !== null}
            title="本人要收回吗"
            onClose={() => setEnding(null)}
            footer={
              <Row spread="even">
                <Button words="先留着" kind="secondary" onPress={() => setEnding(null)} />
                <Button
                  words="收回"
                  kind="danger"
                  busy={busy}
                  onPress={() => ending !== null && end(ending)}
                />
              </Row>
            }
          >
            <Words>{`收回以后，${ending?.displayName ?? ''}马上不能再替${person.name}预约。已经约好的不受影响。`}</Words>
          </Sheet>
        </Stack>
      )}
    </AsyncView>
  )
}

function Facts({ person }: { person: ServedPerson }) {
  const { bornOn, residence, assessedLevel, hasIdNumber, verified } = person.profile
  const facts = [
    residence === null ? '' : residenceWords[residence],
    assessedLevel === null ? '' : assessedLevelWords(assessedLevel),
    hasIdNumber ? '身份证号已登记' : '',
  ].filter((fact) => fact !== '')
  return (
    <Card kind="rows">
      <ListRow
        title={bornOn === null ? '出生日期还没有登记' : dayInWords(bornOn)}
        note={facts.length === 0 ? undefined : facts.join(' · ')}
        end={<Tag words={verified ? '已核对' : '待核对'} tone={verified ? 'green' : 'yellow'} />}
      />
    </Card>
  )
}
