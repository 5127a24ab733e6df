import { useState } from 'react'
import type { Me } from '#shared/accounts/accounts.contract.ts'
import { glassWords } from '#shared/care/care.words.ts'
import { breakGlass } from '#shared/care/care-desk.contract.ts'
import { glassRoles } from '#shared/care/care-rules.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { Button } from '../../components/button.tsx'
import { Banner, Card } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import type { ElderKey } from '../../parts/care/care-pages.ts'
import { call } from '../../platform/api.ts'
import { now } from '../../platform/clock.ts'
import { asFailure } from '../../platform/failure.ts'

/** Whether somebody may look in an emergency at whom he does not look after. */
export const mayBreakGlass = (me: Me, { subdistrictId }: ElderKey): boolean => {
  const may: readonly string[] = glassRoles
  return me.posts.some((post) => post.subdistrictId === subdistrictId && may.includes(post.role))
}

/** While the glass is broken: until when, and that everybody knows. */
export function BrokenGlass({ untilAt }: { untilAt: string }) {
  const until = timeInWords(new Date(untilAt), new Date(now()))
  return (
    <Banner tone="red" title={`紧急查看，到${until}为止`}>
      <Words>家人和照护人员已经收到通知。</Words>
    </Banner>
  )
}

interface GlassCardProps {
  readonly elder: ElderKey
  readonly onOpened: () => Promise<void>
}

/** For the duty desk in an emergency: with a reason, for a time, and told to everybody. */
export function GlassCard({ elder, onOpened }: GlassCardProps) {
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { subdistrictId, personId } = elder
  const open = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const body = { reason: reason.trim() }
      await call(breakGlass, { params: { subdistrictId, personId }, body })
      await onOpened()
    } catch (thrown) {
      setProblem(asFailure(thrown).words)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title={glassWords.title}>
      <Stack>
        <Words kind="strong">{glassWords.warning}</Words>
        <Field
          kind="textarea"
          label="为什么要看"
          placeholder="例如：求助按钮响了，家人和敬老院都没有接"
          value={reason}
          onChange={setReason}
          maxLength={200}
          counted
        />
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
        <Button
          words="写明了，现在查看"
          kind="danger"
          busy={busy}
          disabledReason={reason.trim() === '' ? '请先写为什么' : undefined}
          onPress={open}
        />
      </Stack>
    </Card>
  )
}
