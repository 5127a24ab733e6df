import { View } from '@tarojs/components'
import {
  leftWords,
  spokenSlot,
  timeOfDayWords,
  whereWords,
} from '#shared/bookings/bookings.words.ts'
import type { OfferKind } from '#shared/offers/offer-kinds.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import { classes } from '../../components/classes.ts'
import { Pressable } from '../../components/pressable.tsx'
import s from './slot-button.module.scss'
import { When } from './when.tsx'

interface SlotProps {
  readonly slot: Slot
  readonly kind: OfferKind
  readonly busy: boolean
  readonly onPress: (slot: Slot) => void
}

interface EarlySlotProps extends SlotProps {
  readonly now: Date
  readonly isFirst: boolean
}

/** One of the earliest times: when in large type, where below. */
export function EarlySlot({ slot, kind, busy, onPress, now, isFirst }: EarlySlotProps) {
  const left = leftWords(slot, kind)
  const where = whereWords(slot.siteName, kind)
  return (
    <Pressable
      busy={busy}
      label={`${spokenSlot(slot, kind)}，约这个时间`}
      onPress={() => onPress(slot)}
      className={classes(s.early, isFirst && s.earliest)}
    >
      <When at={new Date(slot.startsAt)} now={now} />
      <View className={s.where}>{left === '' ? where : `${where} · ${left}`}</View>
    </Pressable>
  )
}

/** One time of a chosen day; a full one leads to the waiting list. */
export function TimeSlot({ slot, kind, busy, onPress }: SlotProps) {
  const full = slot.left === 0
  const left = leftWords(slot, kind)
  return (
    <Pressable
      busy={busy}
      label={full ? `${spokenSlot(slot, kind)}，点开候补` : spokenSlot(slot, kind)}
      onPress={() => onPress(slot)}
      className={classes(s.time, full && s.full)}
    >
      <View className={s.clock}>{timeOfDayWords(new Date(slot.startsAt))}</View>
      {left === '' ? null : <View className={s.left}>{left}</View>}
    </Pressable>
  )
}
