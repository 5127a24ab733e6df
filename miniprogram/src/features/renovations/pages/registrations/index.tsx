import { useState } from 'react'
import type { SubdistrictId } from '#shared/ids.ts'
import type { RenovationView } from '#shared/renovations/renovations.contract.ts'
import { listRenovations } from '#shared/renovations/renovations.contract.ts'
import { daysWords, scopeWords, sidesWords } from '#shared/renovations/renovations.words.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Card } from '../../../../components/card.tsx'
import { Row, Stack } from '../../../../components/layout.tsx'
import { Tag } from '../../../../components/tag.tsx'
import { Words } from '../../../../components/words.tsx'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { openRenovation } from '../../../../parts/renovations/renovation-pages.ts'
import { call } from '../../../../platform/api.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { AcknowledgeSheet } from '../../acknowledge-sheet.tsx'
import { WithPost } from '../../with-post.tsx'

const roles = [
  'property_staff',
  'neighbourhood_officer',
  'duty_officer',
  'hotline_clerk',
  'administrator',
] as const

export default function RegistrationsPage() {
  return (
    <WithPost title="装修登记" roles={roles} whom="物业和居委会的同事">
      {(subdistrictId) => <Registrations subdistrictId={subdistrictId} />}
    </WithPost>
  )
}

function Registrations({ subdistrictId }: { subdistrictId: SubdistrictId }) {
  const [looking, setLooking] = useState<RenovationView | null>(null)
  const { state, reload } = useLoaded(
    async () => (await call(listRenovations, { params: { subdistrictId } })).renovations,
    subdistrictId,
  )
  usePullToRefresh(reload)
  return (
    <Stack>
      <AsyncView
        state={state}
        retry={reload}
        isEmpty={(renovations) => renovations.length === 0}
        empty={{ title: '还没有装修登记', words: '居民登记后，会出现在这里，也会给您发消息。' }}
      >
        {(renovations) => (
          <Stack>
            {renovations.map((renovation) => (
              <Registration
                key={renovation.renovationId}
                renovation={renovation}
                onLook={() => setLooking(renovation)}
              />
            ))}
          </Stack>
        )}
      </AsyncView>
      {looking === null ? null : (
        <AcknowledgeSheet
          renovation={looking}
          onClose={() => setLooking(null)}
          onDone={() => void reload()}
        />
      )}
    </Stack>
  )
}

interface RegistrationProps {
  readonly renovation: RenovationView
  readonly onLook: () => void
}

function Registration({ renovation, onLook }: RegistrationProps) {
  const { placeLabel, personName, scope, startsOn, endsOn, mayAcknowledge } = renovation
  const where = placeLabel === '' ? '（已注销）' : placeLabel
  return (
    <Card title={where}>
      <Stack gap="s">
        <Words>{[personName, scopeWords[scope], daysWords(startsOn, endsOn)].join(' · ')}</Words>
        <Row>
          {sidesWords(renovation).map(({ name, hasSeen }) => (
            <Tag
              key={name}
              words={`${name}：${hasSeen ? '看过' : '还没看'}`}
              tone={hasSeen ? 'green' : 'orange'}
            />
          ))}
        </Row>
        <Row spread="fill">
          <Button
            words="看全部"
            label={`看全部：${where}`}
            kind="secondary"
            onPress={() => openRenovation(renovation)}
          />
          {mayAcknowledge ? (
            <Button
              words="我看过了"
              label={`我看过了：${where}`}
              kind="secondary"
              icon="check"
              onPress={onLook}
            />
          ) : null}
        </Row>
      </Stack>
    </Card>
  )
}
