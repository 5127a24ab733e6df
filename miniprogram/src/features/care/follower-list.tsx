import { useState } from 'react'
import { answerInvite } from '#shared/care/care.contract.ts'
import type { Circle, ElderView, FollowerView, InviteView } from '#shared/care/care-shapes.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { relationWords } from '#shared/relatives/relatives.words.ts'
import { Button } from '../../components/button.tsx'
import { Banner, Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { AnswerSheet } from './answer-sheet.tsx'
import { followWords } from './follow.words.ts'
import { FollowerSheet } from './follower-sheet.tsx'
import { InviteSheet } from './invite-sheet.tsx'

interface FollowerListProps {
  readonly view: ElderView
  readonly circle: Circle
  readonly reload: () => Promise<void>
  readonly put: (circle: Circle) => void
}

type Open =
  | { readonly what: 'invite' }
  | { readonly what: 'answer'; readonly invite: InviteView }
  | { readonly what: 'follower'; readonly personId: string }

/** Who follows; the elder, and staff on his behalf, also decide who may and what. */
export function FollowerList({ view, circle, reload, put }: FollowerListProps) {
  const now = useNow()
  const gate = useGate()
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const decides = view.as === 'self' || view.as === 'care_staff'
  const waiting = circle.invites.filter(({ usedBy }) => usedBy !== null)
  const unused = circle.invites.filter(({ usedBy }) => usedBy === null)
  const invite = async () => {
    if (await gate.pass('privacy_guide')) setOpen({ what: 'invite' })
  }
  const drop = async ({ inviteId }: InviteView) => {
    try {
      const { subdistrictId, personId } = view
      const body = { answer: 'refuse' as const, yes: [], proofNote: null }
      put(await call(answerInvite, { params: { subdistrictId, personId, inviteId }, body }))
      say('这个关注码作废了')
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    }
  }
  const shown =
    open?.what === 'follower'
      ? circle.followers.find(({ personId }) => personId === open.personId)
      : undefined
  return (
    <Stack>
      {waiting.map((one) =>
        one.usedBy === null ? null : (
          <Banner
            key={one.inviteId}
            tone="yellow"
            icon="person"
            title={`${one.usedBy.name}（${relationWords[one.usedBy.relation]}）想关注，等您同意`}
          >
            <Button
              words="看一看"
              label={`看一看${one.usedBy.name}想关注什么`}
              kind="secondary"
              onPress={() => setOpen({ what: 'answer', invite: one })}
            />
          </Banner>
        ),
      )}
      {circle.followers.length === 0 ? (
        <Words>还没有家人关注。</Words>
      ) : (
        <Card kind="rows" title="家人">
          {circle.followers.map((follower) => (
            <Follower
              key={follower.personId}
              follower={follower}
              onOpen={
                decides
                  ? () => setOpen({ what: 'follower', personId: follower.personId })
                  : undefined
              }
            />
          ))}
        </Card>
      )}
      {unused.length === 0 ? null : (
        <Card kind="rows" title="还没用的关注码">
          {unused.map((one) => (
            <ListRow
              key={one.inviteId}
              icon="clock"
              title={`${timeInWords(new Date(one.expiresAt), now)}前有效`}
              note={followWords(one.yes)}
              end="作废"
              label={`作废这个关注码，${timeInWords(new Date(one.expiresAt), now)}前有效`}
              onPress={() => drop(one)}
            />
          ))}
        </Card>
      )}
      {decides ? <Button words="请家人关注" icon="plus" onPress={invite} /> : null}
      {open?.what === 'invite' ? (
        <InviteSheet elder={view} onClose={close} onMade={() => void reload()} />
      ) : null}
      {open?.what === 'answer' ? (
        <AnswerSheet elder={view} invite={open.invite} onClose={close} onDone={put} />
      ) : null}
      {shown === undefined ? null : (
        <FollowerSheet elder={view} follower={shown} onClose={close} onDone={put} />
      )}
      {gate.sheet}
    </Stack>
  )
}

interface FollowerProps {
  readonly follower: FollowerView
  readonly onOpen: (() => void) | undefined
}

function Follower({ follower, onOpen }: FollowerProps) {
  const { name, relation, isMe, lines } = follower
  const note = [isMe ? '就是我' : relationWords[relation], followWords(lines)]
    .filter((part) => part !== '')
    .join('；')
  return (
    <ListRow
      icon="person"
      title={name}
      note={note}
      {...(onOpen === undefined
        ? {}
        : { onPress: onOpen, label: `${name}，${relationWords[relation]}，点开可以收回` })}
    />
  )
}
