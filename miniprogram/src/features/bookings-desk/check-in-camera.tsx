import { View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { BigButton, Button } from '../../components/button.tsx'
import { say } from '../../components/toast.tsx'
import { now } from '../../platform/clock.ts'
import { codeReader, scanCode, watchCamera } from '../../platform/scan.ts'
import s from './check-in.module.scss'

const boxId = 'check-in-camera'
/** The same code again within so many milliseconds is the same person still standing there. */
const same = 4_000

/** WeChat's scanner, or the browser's camera on the page; nothing where there is neither. */
export function CheckInCamera({ onCode }: { onCode: (code: string) => void }) {
  const reader = codeReader()
  const [on, setOn] = useState(false)
  const told = useRef(onCode)
  told.current = onCode
  const last = useRef<{ code: string; until: number } | null>(null)
  useEffect(() => {
    if (!on) return
    let gone = false
    let stop: (() => void) | null = null
    const onSeen = (code: string) => {
      const at = now()
      const isSame = last.current?.code === code && at < last.current.until
      last.current = { code, until: at + same }
      if (!isSame) told.current(code)
    }
    watchCamera(boxId, onSeen).then((started) => {
      if (gone) return started?.()
      stop = started
      if (started !== null) return
      setOn(false)
      say('没有打开摄像头，请允许使用，或者输入号码', 'problem')
    })
    return () => {
      gone = true
      stop?.()
    }
  }, [on])
  if (reader === 'none') return null
  if (reader === 'scanner') {
    const scan = async () => {
      const code = await scanCode()
      if (code !== null) onCode(code)
    }
    return (
      <BigButton
        words="扫码签到"
        note="对着老人手机上的码"
        icon="camera"
        kind="primary"
        onPress={scan}
      />
    )
  }
  if (!on) {
    return (
      <BigButton
        words="打开摄像头扫码"
        note="对着老人手机上的码"
        icon="camera"
        kind="primary"
        onPress={() => setOn(true)}
      />
    )
  }
  return (
    <View className={s.camera}>
      <View id={boxId} className={s.picture} />
      <Button words="关掉摄像头" kind="secondary" onPress={() => setOn(false)} />
    </View>
  )
}
