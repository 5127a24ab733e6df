import { View } from '@tarojs/components'
import { relationCodeAloud, secondsInWords } from '#shared/relatives/relatives.words.ts'
import { spoken } from '../../components/aria.ts'
import { Card } from '../../components/card.tsx'
import { LiveRegion } from '../../components/toast.tsx'
import s from './code-card.module.scss'

interface CodeCardProps {
  readonly code: string
  readonly secondsLeft: number
}

/** The six digits, large, with the time that is left; a screen reader hears each digit by itself. */
export function CodeCard({ code, secondsLeft }: CodeCardProps) {
  return (
    <Card>
      <View {...spoken({ role: 'img', label: `代办码 ${relationCodeAloud(code)}` })}>
        <View {...spoken({ hidden: true })} className={s.digits}>
          <View className={s.group}>{code.slice(0, 3)}</View>
          <View className={s.group}>{code.slice(3)}</View>
        </View>
      </View>
      <View className={s.left}>{`还有 ${secondsInWords(secondsLeft)}`}</View>
      {/* Said once a minute, not every second. */}
      <LiveRegion words={`还有 ${Math.ceil(secondsLeft / 60)} 分钟`} />
    </Card>
  )
}
