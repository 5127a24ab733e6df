import { View } from '@tarojs/components'
import { inviteCodeAloud } from '#shared/care/care.words.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { spoken } from '../../components/aria.ts'
import { Card } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { now } from '../../platform/clock.ts'
import s from './invite-code.module.scss'

interface InviteCodeProps {
  readonly code: string
  readonly expiresAt: string
}

/** Eight digits, large, shown this once; a screen reader hears each digit by itself. */
export function InviteCode({ code, expiresAt }: InviteCodeProps) {
  return (
    <Stack>
      <Card>
        <View {...spoken({ role: 'img', label: `关注码 ${inviteCodeAloud(code)}` })}>
          <View {...spoken({ hidden: true })} className={s.digits}>
            <View>{code.slice(0, 4)}</View>
            <View>{code.slice(4)}</View>
          </View>
        </View>
      </Card>
      <Words>{`请把这八个数字告诉家人，${timeInWords(new Date(expiresAt), new Date(now()))}前有效。`}</Words>
      <Words>家人打开“我的 → 我关注的老人 → 输入关注码”。他输入以后，这里会问您同意不同意。</Words>
      <Words kind="strong">这个码只显示这一次。</Words>
    </Stack>
  )
}
