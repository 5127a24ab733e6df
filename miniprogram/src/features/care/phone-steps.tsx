import { phoneInGroups } from '#shared/accounts/phone.words.ts'
import { readPhoneList } from '#shared/alerts/alerts.contract.ts'
import { escalationStepWords } from '#shared/alerts/alerts.words.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Heading, Words } from '../../components/words.tsx'
import type { ElderKey } from '../../parts/care/care-pages.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'

/** Who is told first, next and last, and what happens when nobody answers. */
export function PhoneSteps({ elder }: { elder: ElderKey }) {
  const { state, reload } = useLoaded(
    async () => (await call(readPhoneList, { params: { ...elder } })).steps,
    `${elder.subdistrictId}/${elder.personId}`,
  )
  return (
    <Stack>
      <Heading level={2}>有事先告诉谁</Heading>
      <AsyncView state={state} retry={reload}>
        {(steps) => (
          <Stack gap="s">
            {steps.map(({ step, people, words }, at) => (
              <Card key={step} kind="rows" title={`${at + 1}. ${escalationStepWords[step]}`}>
                {people.map(({ who, phone, reachable }) => (
                  <ListRow
                    key={who}
                    icon="person"
                    title={who}
                    note={[
                      phone === null ? '' : phoneInGroups(phone),
                      reachable ? '' : '收不到消息，要打电话',
                    ]
                      .filter((part) => part !== '')
                      .join(' · ')}
                  />
                ))}
                <ListRow title={words} />
              </Card>
            ))}
          </Stack>
        )}
      </AsyncView>
      <Words kind="quiet">有人点了“我来处理”，就不再往下找。</Words>
    </Stack>
  )
}
