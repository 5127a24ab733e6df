import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { spoken } from '../../components/aria.ts'
import { Card } from '../../components/card.tsx'
import { Picture } from '../../parts/photos/picture.tsx'
import s from './code-card.module.scss'
import { qrPicture } from './qr-picture.ts'

interface CodeCardProps {
  /** What the QR code says; it lives only as long as the booking waits for its person. */
  readonly code: string
  /** `1000 0427` */
  readonly number: string
  readonly children?: ReactNode
}

/** Black on white, large, drawn on the device: it needs no network. Its number can be said instead. */
export function CodeCard({ code, number, children }: CodeCardProps) {
  const picture = useMemo(() => qrPicture(code), [code])
  const digits = number.replace(/\s/g, '').split('').join(' ')
  return (
    <Card>
      <View className={s.card}>
        <Picture
          path={picture}
          alt={`签到码，给工作人员扫。也可以报预约号 ${digits}`}
          className={s.code}
          whole
        />
        <View className={s.caption}>到了给工作人员扫，或者报预约号</View>
        <View {...spoken({ role: 'text', label: `预约号 ${digits}` })} className={s.number}>
          {number}
        </View>
        {children}
      </View>
    </Card>
  )
}
