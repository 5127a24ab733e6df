import { shanghaiMinute } from '#shared/time/shanghai.ts'

const minute = 60_000

/** One row of a roll-up, whatever its span. Mean is sum / n. */
export interface Roll {
  readonly fromAt: Date
  readonly n: number
  readonly noSignal: number
  readonly sum: number
  readonly min: number | null
  readonly max: number | null
}

/** The last instant of a whole span: windows end there, since the span that runs is half measured. */
export const floorTo = (at: Date, minutes: number): Date =>
  new Date(Math.floor(at.getTime() / (minutes * minute)) * minutes * minute)

export const earlier = (at: Date, minutes: number): Date =>
  new Date(at.getTime() - minutes * minute)

/** Minutes between two messages of a source, as slots of a window. */
export const slotMinutesOf = (everySeconds: number): number =>
  Math.max(1, Math.ceil(everySeconds / 60))

/** What a window of time holds, slot by slot; a slot without data is a gap and proves nothing. */
export interface Window {
  readonly slots: number
  /** Slots with at least one value. */
  readonly covered: number
  /** Slots in which the source spoke, with or without a value. */
  readonly heard: number
  /** Covered slots, oldest first. */
  readonly values: readonly { readonly at: Date; readonly mean: number; readonly max: number }[]
}

/**
 * Reads rows into slots of the source's own interval; a window shorter than three of them is
 * lengthened to three. @param endAt exclusive; @param minutes length of the window
 */
export const windowOf = (
  rows: readonly Roll[],
  endAt: Date,
  minutes: number,
  slotMinutes: number,
): Window => {
  const slots = Math.max(3, Math.floor(minutes / slotMinutes))
  const length = slotMinutes * minute
  const from = endAt.getTime() - slots * length
  const bySlot = new Map<number, Roll[]>()
  for (const row of rows) {
    const at = row.fromAt.getTime()
    if (at < from || at >= endAt.getTime()) continue
    const slot = Math.floor((at - from) / length)
    bySlot.set(slot, [...(bySlot.get(slot) ?? []), row])
  }
  const spoken = [...bySlot.values()]
  const values = [...bySlot.entries()]
    .sort(([one], [other]) => one - other)
    .flatMap(([, found]) => {
      const valued = found.filter(({ n }) => n > 0)
      const newest = valued.at(-1)
      if (!newest) return []
      const n = valued.reduce((all, row) => all + row.n, 0)
      const sum = valued.reduce((all, row) => all + row.sum, 0)
      const max = Math.max(...valued.map((row) => row.max ?? row.sum / row.n))
      return [{ at: newest.fromAt, mean: sum / n, max }]
    })
  return {
    slots,
    covered: values.length,
    heard: spoken.filter((found) => found.some(({ n, noSignal }) => n + noSignal > 0)).length,
    values,
  }
}

/** A gap never satisfies a duration: below the share nothing is known (ThingsBoard #14210). */
export const isCovered = ({ slots, covered }: Window, share: number): boolean =>
  covered >= Math.ceil(slots * share - 1e-9)

/** Whether a minute of the day lies in a span that may pass midnight. */
export const isWithin = (
  minuteOfDay: number,
  { from, to }: { readonly from: number; readonly to: number },
): boolean =>
  from <= to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to

export const isWithinAt = (at: Date, span: { readonly from: number; readonly to: number }) =>
  isWithin(shanghaiMinute(at), span)

/** The start of the span that runs at `at`, e.g. of this night. */
export const startOfSpan = (
  at: Date,
  { from }: { readonly from: number; readonly to: number },
): Date => {
  const since = (shanghaiMinute(at) - from + 24 * 60) % (24 * 60)
  return earlier(floorTo(at, 1), since)
}
