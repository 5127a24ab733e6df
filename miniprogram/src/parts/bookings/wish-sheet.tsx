import { useState } from 'react'
import { recordWish } from '#shared/bookings/bookings.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

interface WishSheetProps {
  readonly subdistrictId: SubdistrictId
  /** The service for which no time fitted; without it the service itself is missing. */
  readonly service?: { readonly code: string; readonly name: string }
  /** What was searched for. */
  readonly words?: string
  readonly open: boolean
  readonly onClose: () => void
}

/** Nothing fitted: it is counted without a name, and somebody can still be called. */
export function WishSheet({ subdistrictId, service, words = '', open, onClose }: WishSheetProps) {
  const [typed, setTyped] = useState(words)
  const [busy, setBusy] = useState(false)
  const send = async () => {
    setBusy(true)
    const said = typed.trim()
    const body =
      service === undefined
        ? { kind: 'asked' as const, words: said }
        : { kind: 'no_time' as const, serviceCode: service.code, words: said }
    try {
      await call(recordWish, { params: { subdistrictId }, body })
      say('记下了，谢谢您。要的人多，我们会多安排')
      onClose()
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(false)
    }
  }
  const empty = service === undefined && typed.trim() === ''
  return (
    <Sheet
      open={open}
      title={service === undefined ? '您想要什么服务' : '没有合适的时间'}
      onClose={onClose}
      footer={
        <Button
          words="告诉我们"
          busy={busy}
          disabledReason={empty ? '写几个字，例如：修脚' : undefined}
          onPress={send}
        />
      }
    >
      <Stack>
        <Words>
          {service === undefined
            ? '说一声想要什么，不记名字。要的人多，我们就去安排。'
            : `说一声您什么时候方便，不记名字。要的人多，${service.name}就会多开几场。`}
        </Words>
        <Field
          label={service === undefined ? '想要的服务' : '什么时候方便'}
          optional={service !== undefined}
          placeholder={service === undefined ? undefined : '例如：周末下午'}
          value={typed}
          onChange={setTyped}
          maxLength={200}
        />
      </Stack>
    </Sheet>
  )
}
