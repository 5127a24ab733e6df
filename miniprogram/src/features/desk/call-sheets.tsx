import { useState } from 'react'
import type { Call } from '#shared/notices/calls.contract.ts'
import { callStateWords } from '#shared/notices/calls.words.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { dial } from '../../platform/phone.ts'
import type { CallContact, CallResult, CallsWork } from './use-calls.ts'

interface CallSheetProps {
  readonly call: Call
  readonly work: CallsWork
  readonly onClose: () => void
}

const whoseWords = { own: '本人', relative: '家属' } as const

/** Phones to call, else the door to knock at; each look is written down. */
export function ContactSheet({ call, work, onClose }: CallSheetProps) {
  const [contact, setContact] = useState<CallContact | null>(null)
  const look = async () => setContact(await work.reveal(call))
  return (
    <Sheet open title={`怎么找到${call.personName}`} onClose={onClose}>
      <Stack>
        <Words>{call.body}</Words>
        {contact === null ? (
          <>
            <Words kind="quiet">每次查看都会记下是谁、什么时候看的。</Words>
            {work.problem === null ? null : <Words kind="danger">{work.problem}</Words>}
            <Button words="查看电话和住址" busy={work.busy} onPress={look} />
          </>
        ) : (
          <>
            {contact.phones.map(({ whose, name, phone }) => (
              <Button
                key={whose}
                words={`打给${whoseWords[whose]} ${name} ${phone}`}
                icon="phone"
                kind="secondary"
                onPress={() => dial(phone)}
              />
            ))}
            {contact.phones.length > 0 ? null : <Words>没有留电话，请上门告诉。</Words>}
            <Words>
              {contact.address === null ? '没有登记住址。' : `住址：${contact.address}`}
            </Words>
          </>
        )}
      </Stack>
    </Sheet>
  )
}

interface AnswerSheetProps extends CallSheetProps {
  readonly result: 'reached' | 'no_answer'
}

/** How it went, with a word for the colleagues. */
export function AnswerSheet({ call, work, onClose, result }: AnswerSheetProps) {
  const [note, setNote] = useState('')
  const send = async (as: CallResult) => {
    if (!(await work.answer(call, as, note.trim()))) return
    say(`${call.personName}：${callStateWords[as]}`)
    onClose()
  }
  return (
    <Sheet
      open
      title={`${call.personName}：${callStateWords[result]}`}
      onClose={onClose}
      footer={
        <Row spread="even">
          {result === 'reached' ? null : (
            <Button
              words="不再打了"
              kind="secondary"
              busy={work.busy}
              onPress={() => send('given_up')}
            />
          )}
          <Button
            words={result === 'reached' ? '确认已告知' : '下次再打'}
            busy={work.busy}
            onPress={() => send(result)}
          />
        </Row>
      }
    >
      <Stack>
        {work.problem === null ? null : <Words kind="danger">{work.problem}</Words>}
        <Field
          label="备注"
          hint="他怎么说的，同事能看到"
          kind="textarea"
          optional
          counted
          maxLength={200}
          value={note}
          onChange={setNote}
        />
      </Stack>
    </Sheet>
  )
}
