import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import s from './card.module.scss'
import { classes } from './classes.ts'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'
import { Pressable } from './pressable.tsx'
import { Heading } from './words.tsx'

interface CardProps {
  readonly children: ReactNode
  readonly title?: string
  /** `flat` has no ground of its own; `rows` has no padding, for <ListRow>s. */
  readonly kind?: 'raised' | 'flat' | 'rows'
  /** Makes the whole card one target; then nothing inside may be pressable. */
  readonly onPress?: () => void
  readonly selected?: boolean
}

/** What belongs together. */
export function Card({ children, title, kind = 'raised', onPress, selected = false }: CardProps) {
  const inside = (
    <>
      {title === undefined ? null : (
        <View className={s.title}>
          <Heading level={2}>{title}</Heading>
        </View>
      )}
      {children}
    </>
  )
  const className = classes(s.card, s[kind], selected && s.selected)
  if (onPress === undefined) return <View className={className}>{inside}</View>
  return (
    <Pressable onPress={onPress} className={classes(className, s.whole)}>
      {inside}
    </Pressable>
  )
}

interface ListRowProps {
  readonly title: string
  readonly note?: string | undefined
  /** To the right: a value or a <Tag>. */
  readonly end?: ReactNode
  readonly icon?: IconName
  readonly onPress?: () => void
  readonly label?: string
}

/** One line of a list; with `onPress` a target, otherwise a fact. */
export function ListRow({ title, note, end, icon, onPress, label }: ListRowProps) {
  const inside = (
    <View className={s.rowInside}>
      {icon === undefined ? null : (
        <View className={s.rowIcon}>
          <Icon name={icon} />
        </View>
      )}
      <View className={s.rowMiddle}>
        <View className={s.rowTitle}>{title}</View>
        {end === undefined ? null : <View className={s.rowEnd}>{end}</View>}
        {note === undefined ? null : <View className={s.rowNote}>{note}</View>}
      </View>
      {onPress === undefined ? null : (
        <View className={s.rowChevron}>
          <Icon name="chevron" />
        </View>
      )}
    </View>
  )
  if (onPress === undefined) return <View className={s.row}>{inside}</View>
  return (
    <Pressable onPress={onPress} label={label} className={classes(s.row, s.whole)}>
      {inside}
    </Pressable>
  )
}

type BannerTone = 'red' | 'yellow' | 'blue' | 'green'

interface BannerProps {
  readonly tone: BannerTone
  readonly title: string
  readonly children?: ReactNode
  readonly icon?: IconName
}

/** Something the reader must not miss, above everything else. */
export function Banner({ tone, title, children, icon = 'warn' }: BannerProps) {
  return (
    <View className={classes(s.banner, s[tone])}>
      <View className={s.bannerHead}>
        <Icon name={icon} />
        <View className={s.bannerTitle}>{title}</View>
      </View>
      {children}
    </View>
  )
}
