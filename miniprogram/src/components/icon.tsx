import { View } from '@tarojs/components'
import { spoken } from './aria.ts'
import { classes } from './classes.ts'
import s from './icon.module.scss'

export type IconName =
  | 'back'
  | 'bell'
  | 'calendar'
  | 'camera'
  | 'check'
  | 'chevron'
  | 'clock'
  | 'close'
  | 'home'
  | 'list'
  | 'offline'
  | 'person'
  | 'phone'
  | 'photo'
  | 'pin'
  | 'plus'
  | 'refresh'
  | 'report'
  | 'sound'
  | 'warn'

/** A line icon in the colour and size of the text around it; silent: words must stand beside it. */
export function Icon({ name, large = false }: { name: IconName; large?: boolean }) {
  return (
    <View {...spoken({ hidden: true })} className={classes(s.icon, large && s.large, s[name])} />
  )
}
