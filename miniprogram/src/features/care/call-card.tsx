import { useState } from 'react'
import { phoneInGroups } from '#shared/accounts/phone.words.ts'
import type { AlertView } from '#shared/alerts/alerts.contract.ts'
import { readPhoneList, revealAlertContacts } from '#shared/alerts/alerts.contract.ts'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { dial } from '../../platform/phone.ts'

type Contacts = ResponseOf<typeof revealAlertContacts>

/** Whom to call now: the home or office that looks after him, staff also his own people, and 120. */
export function CallCard({ alert }: { alert: AlertView }) {
  const { subdistrictId, alertId, personId, actions } = alert
  const [contacts, setContacts] = useState<Contacts | null>(null)
  const [busy, setBusy] = useState(false)
  const { state } = useLoaded(
    async () => (await call(readPhoneList, { params: { subdistrictId, personId } })).steps,
    `${subdistrictId}/${personId}`,
  )
  const steps = state.status === 'ready' ? state.value : []
  const offices = steps
    .flatMap(({ people }) => people)
    .filter(({ phone }) => phone !== null)
    .filter(({ phone }, at, all) => all.findIndex((other) => other.phone === phone) === at)
  const reveal = async () => {
    setBusy(true)
    try {
      setContacts(await call(revealAlertContacts, { params: { subdistrictId, alertId } }))
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title="打电话">
      <Stack gap="s">
        {offices.map(({ who, phone }) => (
          <CallButton key={phone} who={who} phone={phone ?? ''} />
        ))}
        {contacts === null && actions.includes('see_contacts') ? (
          <Stack gap="s">
            <Button
              words="看老人和家人的电话"
              kind="secondary"
              icon="phone"
              busy={busy}
              onPress={reveal}
            />
            <Words kind="quiet">谁看过电话，会记下来。</Words>
          </Stack>
        ) : null}
        {contacts === null ? null : (
          <Stack gap="s">
            {contacts.address === null ? null : <Words>{`住址：${contacts.address}`}</Words>}
            {contacts.phones.length === 0 ? <Words>没有留电话，请上门看看。</Words> : null}
            {contacts.phones.map(({ who, phone }) => (
              <CallButton key={`${who}${phone}`} who={who} phone={phone} />
            ))}
          </Stack>
        )}
        <Button words="有危险，打 120" kind="danger" icon="phone" onPress={() => dial('120')} />
      </Stack>
    </Card>
  )
}

/** A number stays on one line; there it is read and typed off. */
const unbroken = (number: string): string => number.replace(/[ -]/g, '\u00a0')

function CallButton({ who, phone }: { who: string; phone: string }) {
  return (
    <Button
      words={`${who} ${unbroken(phoneInGroups(phone))}`}
      label={`打电话给${who}`}
      kind="secondary"
      icon="phone"
      onPress={() => dial(phone)}
    />
  )
}
