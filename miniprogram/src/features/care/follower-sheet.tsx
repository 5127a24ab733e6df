import { useState } from 'react'
import { dateWords } from '#shared/bookings/when.words.ts'
import { withdrawFollower } from '#shared/care/care.contract.ts'
import { careBasisWords, careYesWords } from '#shared/care/care.words.ts'
import type { CareYes, Circle, FollowerView } from '#shared/care/care-shapes.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import type { ElderKey } from '../../parts/care/care-pages.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

interface FollowerSheetProps {
  readonly elder: ElderKey
  readonly follower: FollowerView
  readonly onClose: () => void
  readonly onDone: (circle: Circle) => void
}

/** What one follower may do; each can be taken back by one tap, all of it by another. */
export function FollowerSheet({ elder, follower, onClose, onDone }: FollowerSheetProps) {
  const [busy, setBusy] = useState<string | null>(null)
  const { subdistrictId } = elder
  const withdraw = async (which: CareYes | null) => {
    setBusy(which === null ? 'all' : `${which.metricClass}${which.purpose}`)
    try {
      const params = { subdistrictId, personId: elder.personId, followerId: follower.personId }
      const query = which === null ? {} : { metricClass: which.metricClass, purpose: which.purpose }
      onDone(await call(withdrawFollower, { params, query }))
      say('收回了，马上有效')
      if (which === null) onClose()
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(null)
    }
  }
  return (
    <Sheet open title={follower.name} onClose={onClose}>
      <Stack>
        <Words>点一下就收回，马上有效。以后可以再同意。</Words>
        <Card kind="rows">
          {follower.lines.map((line) => {
            const words = careYesWords(line)
            const until =
              line.expiresAt === null ? '' : `，到${dateWords(new Date(line.expiresAt))}`
            return (
              <ListRow
                key={`${line.metricClass}${line.purpose}`}
                title={words}
                note={`${careBasisWords[line.basis]}，${dateWords(new Date(line.givenAt))}${until}`}
                end={busy === `${line.metricClass}${line.purpose}` ? '正在收回…' : '收回'}
                label={`收回：${words}`}
                onPress={() => withdraw(line)}
              />
            )
          })}
        </Card>
        <Button
          words={`全部收回，不让${follower.name}关注`}
          kind="danger"
          busy={busy === 'all'}
          onPress={() => withdraw(null)}
        />
      </Stack>
    </Sheet>
  )
}
