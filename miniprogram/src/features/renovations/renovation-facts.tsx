import { timeInWords } from '#shared/cases/deadline.words.ts'
import type { RenovationView } from '#shared/renovations/renovations.contract.ts'
import { daysWords, scopeWords, sidesWords } from '#shared/renovations/renovations.words.ts'
import { Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Tag } from '../../components/tag.tsx'
import { Words } from '../../components/words.tsx'

interface RenovationFactsProps {
  readonly renovation: RenovationView
  readonly now: Date
}

/** What was registered, by whom, and who has looked at it. */
export function RenovationFacts({ renovation, now }: RenovationFactsProps) {
  const { scope, startsOn, endsOn, contractor, personName, pledgeSignedBy } = renovation
  const registered = timeInWords(new Date(renovation.registeredAt), now)
  return (
    <Stack>
      <Card kind="rows" title="谁看过了">
        {sidesWords(renovation).map(({ name, state, hasSeen }) => (
          <ListRow
            key={name}
            icon={hasSeen ? 'check' : 'clock'}
            title={name}
            note={state}
            end={<Tag words={hasSeen ? '看过' : '等着'} tone={hasSeen ? 'green' : 'grey'} />}
          />
        ))}
      </Card>
      {renovation.remarks.length === 0 ? null : (
        <Card title="留言">
          <Stack gap="s">
            {renovation.remarks.map(({ from, text, at }) => (
              <Stack key={`${from}${at}`} gap="s">
                <Words kind="strong">{text}</Words>
                <Words kind="quiet">{`${from} · ${timeInWords(new Date(at), now)}`}</Words>
              </Stack>
            ))}
          </Stack>
        </Card>
      )}
      <Card kind="rows" title="登记的内容">
        <ListRow title={scopeWords[scope]} note="装修哪里" />
        <ListRow title={daysWords(startsOn, endsOn)} note="开工到完工" />
        {contractor === '' ? null : <ListRow title={contractor} note="谁来施工" />}
        <ListRow title={personName} note={`${registered} 登记`} />
        <ListRow
          title={`承诺书已签（版本 ${renovation.pledgeVersion}）`}
          note={pledgeSignedBy === '' ? undefined : `签名：${pledgeSignedBy}`}
        />
      </Card>
    </Stack>
  )
}
