import { bookingEventSentence } from '#shared/bookings/booking-events.words.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { answerProposal } from '#shared/bookings/bookings.contract.ts'
import { Button } from '../../components/button.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import type { BookingActs } from '../../parts/bookings/use-booking.ts'
import { call } from '../../platform/api.ts'

const saidWords = { agree: '好的，就这个时间', decline: '知道了，这次不约了' } as const

interface ProposalCardProps {
  readonly booking: BookingView
  readonly acts: BookingActs
}

/** The site would rather have the time above, instead of which and why: yes or no. */
export function ProposalCard({ booking, acts }: ProposalCardProps) {
  const asked = [...booking.events].reverse().find(({ kind }) => kind === 'proposed')
  const answer = (said: 'agree' | 'decline') =>
    acts.act(
      `proposal ${said}`,
      (params, idempotencyKey) =>
        call(answerProposal, { params, body: { answer: said } }, { idempotencyKey }),
      saidWords[said],
    )
  return (
    <Stack gap="s">
      {asked === undefined ? null : <Words>{bookingEventSentence(asked)}</Words>}
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
    </Stack>
  )
}
