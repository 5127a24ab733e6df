import { View } from '@tarojs/components'
import { useState } from 'react'
import { emergencyWords } from '#shared/cases/cases.words.ts'
import { Icon } from '../../components/icon.tsx'
import { Pressable } from '../../components/pressable.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { dial } from '../../platform/phone.ts'
import s from './emergency.module.scss'

const when: Readonly<Record<string, string>> = {
  '110': '打架、偷抢、有人受到威胁',
  '119': '着火、冒烟、煤气泄漏、有人被困',
  '120': '有人受伤、昏倒、突然发病',
}

// On a narrow screen it breaks before 或, not inside a word.
const question = emergencyWords.question.replace('或', '\u200b或')
const allNumbers = emergencyWords.numbers.map(({ number }) => number).join(' / ')

/** Always first: what cannot wait for us. One press, then the three numbers. */
export function Emergency() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Pressable
        label={`${emergencyWords.question} ${allNumbers}`}
        onPress={() => setOpen(true)}
        className={s.line}
      >
        <View className={s.inside}>
          <Icon name="warn" />
          <View className={s.lineText}>
            <View className={s.words}>{question}</View>
            <View className={s.numbers}>{allNumbers}</View>
          </View>
          <Icon name="phone" />
        </View>
      </Pressable>
      <Sheet open={open} title="马上打电话求助" onClose={() => setOpen(false)}>
        <View className={s.list}>
          {emergencyWords.numbers.map(({ number, name }) => (
            <Pressable
              key={number}
              label={`拨打${number}，${name}，${when[number]}`}
              onPress={() => dial(number)}
              className={s.call}
            >
              <View className={s.callInside}>
                <View className={s.number}>{number}</View>
                <View className={s.about}>
                  <View className={s.who}>{name}</View>
                  <View className={s.when}>{when[number]}</View>
                </View>
                <Icon name="phone" />
              </View>
            </Pressable>
          ))}
        </View>
      </Sheet>
    </>
  )
}
