import { useState } from 'react'
import { enrolElder } from '#shared/care/care-desk.contract.ts'
import { careStaffRoles } from '#shared/care/care-rules.ts'
import type { FoundPerson } from '#shared/relatives/counter.contract.ts'
import { Button } from '../../../../components/button.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { say } from '../../../../components/toast.tsx'
import { Words } from '../../../../components/words.tsx'
import { elderPage } from '../../../../parts/care/care-pages.ts'
import { call } from '../../../../platform/api.ts'
import { asFailure } from '../../../../platform/failure.ts'
import { goInstead } from '../../../../platform/navigation.ts'
import { CarePersonFinder } from '../../care-person-finder.tsx'
import { emptyEnrolment, enrolmentBody } from '../../enrolment-draft.ts'
import { EnrolmentForm } from '../../enrolment-form.tsx'
import type { CareDesk } from '../../with-care-desk.tsx'
import { WithCareDesk } from '../../with-care-desk.tsx'

/** Takes somebody into care with his consent on paper. */
export default function EnrolPage() {
  return (
    <WithCareDesk title="登记老人" roles={careStaffRoles}>
      {(desk) => <Enrol desk={desk} />}
    </WithCareDesk>
  )
}

function Enrol({ desk }: { desk: CareDesk }) {
  const { subdistrictId, role } = desk
  const inHome = role === 'care_staff'
  const [person, setPerson] = useState<FoundPerson | null>(null)
  const [draft, setDraft] = useState(emptyEnrolment)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async () => {
    setTried(true)
    const body = enrolmentBody(draft, inHome ? desk.unitId : null)
    if (person === null || body === null) return
    setBusy(true)
    setProblem(null)
    try {
      const { personId } = person
      await call(enrolElder, { params: { subdistrictId }, body: { personId, ...body } })
      say('登记好了，接着把设备分给他')
      await goInstead(elderPage, { subdistrict: subdistrictId, elder: personId })
    } catch (thrown) {
      setProblem(asFailure(thrown).words)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Screen
      title="登记老人"
      lead={inHome ? desk.name : '住在家里的老人'}
      footer={<Button words="登记" busy={busy} onPress={send} />}
    >
      <Stack>
        <CarePersonFinder subdistrictId={subdistrictId} chosen={person} onPick={setPerson} />
        {tried && person === null ? <Words kind="danger">先找到这位老人</Words> : null}
        <EnrolmentForm
          draft={draft}
          onChange={(part) => setDraft({ ...draft, ...part })}
          tried={tried}
          inHome={inHome}
        />
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Screen>
  )
}
