import { answerProposal } from '#shared/bookings/bookings.contract.ts'
import { Button } from '../../components/button.tsx'
import { Row } from '../../components/layout.tsx'
import type { BookingActs } from '../../parts/bookings/use-booking.ts'
import { call } from '../../platform/api.ts'

const saidWords = { agree: '好的，就这个时间', decline: '知道了，这次不约了' } as const

/** The site would rather have the time above: yes or no. */
export function ProposalCard({ acts }: { acts: BookingActs }) {
  const answer = (said: 'agree' | 'decline') =>
    acts.act(
      `proposal ${said}`,
      (params, idempotencyKey) =>
        call(answerProposal, { params, body: { answer: said } }, { idempotencyKey }),
      saidWords[said],
    )
  return (
    <Row spread="even">
      <Button
        words="不行"
        kind="secondary"
        label="不行，新的时间不方便"
        busy={acts.busy}
        onPress={() => answer('decline')}
      />
      <Button
        words="可以"
        label="可以，就这个时间"
        busy={acts.busy}
        onPress={() => answer('agree')}
      />
    </Row>
  )
}
