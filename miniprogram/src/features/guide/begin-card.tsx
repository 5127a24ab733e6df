import type { ItemView } from '#shared/guide/guide.contract.ts'
import { openMatter } from '#shared/guide/matters.contract.ts'
import type { Answers } from '#shared/guide/my-list.ts'
import { myMaterials } from '#shared/guide/my-list.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { Button } from '../../components/button.tsx'
import { Stack } from '../../components/layout.tsx'
import { say } from '../../components/toast.tsx'
import { useWho } from '../../parts/bookings/use-who.ts'
import { WhoChoice } from '../../parts/bookings/who-choice.tsx'
import { signedInPerson } from '../../parts/gate/sign-in.ts'
import type { Gate } from '../../parts/gate/use-gate.tsx'
import { openMatterPage } from '../../parts/guide/guide-pages.ts'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'
import { useSession } from '../../platform/session.ts'

interface BeginCardProps {
  readonly subdistrictId: SubdistrictId
  readonly item: ItemView
  readonly answers: Answers
  readonly gate: Gate
}

/** The way from reading to doing: papers are photographed at home and looked at before the visit. */
export function BeginCard({ subdistrictId, item, answers, gate }: BeginCardProps) {
  const session = useSession()
  const { people, who, choose } = useWho(session.status === 'in' ? session.me : null)
  const { busy, attempt } = useAttempt()
  if (!myMaterials(item, answers).some(({ form }) => form !== 'electronic')) return null
  const begin = async () => {
    if (!(await gate.pass('privacy_guide'))) return
    const personId = who?.personId ?? (await signedInPerson())?.personId
    if (personId === undefined) return
    const body = { code: item.code, personId, answers }
    const answer = await attempt(`begin ${JSON.stringify(body)}`, (idempotencyKey) =>
      call(openMatter, { params: { subdistrictId }, body }, { idempotencyKey }),
    )
    if (answer instanceof Failure) say(failureWords(answer), 'problem')
    else await openMatterPage(answer.matter)
  }
  return (
    <Stack gap="s">
      <WhoChoice people={people} who={who} choose={choose} />
      <Button words="先拍材料给人看" icon="camera" busy={busy} onPress={() => void begin()} />
    </Stack>
  )
}
