import type { MetricCode } from '#shared/readings/metrics.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** Shanghai is eight hours ahead all year. */
const ahead = 8 * 60 * minute

/** A number from 0 to 1 that always comes out the same for the same words: days can be told again. */
export const chanceOf = (...words: readonly (number | string)[]): number => {
  let hash = 2_166_136_261
  for (const letter of words.join('/')) {
    hash ^= letter.charCodeAt(0)
    hash = Math.imul(hash, 16_777_619)
  }
  hash ^= hash >>> 15
  hash = Math.imul(hash, 2_246_822_519)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 3_266_489_917)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** From -1 to 1, most of it near 0. */
const wobble = (...words: readonly (number | string)[]): number =>
  chanceOf('a', ...words) + chanceOf('b', ...words) - 1

type Doing = 'asleep' | 'up_at_night' | 'resting' | 'eating' | 'walking' | 'out' | 'fallen'

/** Somebody made up: everything about him follows from his number. */
export interface MadeUpElder {
  readonly no: number
  readonly livesAlone: boolean
  /** Degrees above his usual temperature; his heart goes faster with it. */
  readonly fever?: number
}

interface Moment {
  readonly elder: MadeUpElder
  /** Whole days since 1970 in Shanghai, and the minute of that day, with its fraction. */
  readonly dayNo: number
  readonly minuteOfDay: number
}

export const momentOf = (elder: MadeUpElder, at: number): Moment => {
  const local = at + ahead
  const dayNo = Math.floor(local / day)
  return { elder, dayNo, minuteOfDay: (local - dayNo * day) / minute }
}

/** He goes to bed at about nine in the evening and is up at about half past five. */
const bedtimeOf = (elder: MadeUpElder): number => 20 * 60 + 40 + chanceOf(elder.no, 'bed') * 60
const upOf = (elder: MadeUpElder): number => 5 * 60 + chanceOf(elder.no, 'up') * 60

/** Up to three short ways to the bathroom in a night, each of 4 to 9 minutes. */
const isUpAtNight = ({ elder, dayNo, minuteOfDay }: Moment): boolean => {
  const night = minuteOfDay > 12 * 60 ? dayNo : dayNo - 1
  const times = Math.floor(chanceOf(elder.no, night, 'times') * 3.4)
  const sinceEvening = minuteOfDay > 12 * 60 ? minuteOfDay - 1440 : minuteOfDay
  for (let time = 0; time < times; time += 1) {
    const from = -60 + chanceOf(elder.no, night, time, 'from') * 330
    const long = 4 + chanceOf(elder.no, night, time, 'long') * 5
    if (sinceEvening >= from && sinceEvening < from + long) return true
  }
  return false
}

const meals = [6 * 60 + 45, 11 * 60, 17 * 60] as const
const isAround = (minuteOfDay: number, from: number, long: number): boolean =>
  minuteOfDay >= from && minuteOfDay < from + long

/** One fall of somebody old in two years: a third of those over 65 fall each year, some of them again. */
const fallsOfDay = 1 / 730

/** Minutes since he fell, while he lies; undefined: he is on his feet or in bed. */
const fallenFor = ({ elder, dayNo, minuteOfDay }: Moment): number | undefined => {
  if (chanceOf(elder.no, dayNo, 'fall') >= fallsOfDay) return undefined
  const since = minuteOfDay - chanceOf(elder.no, dayNo, 'fall from') * 1380
  return since >= 0 && since < 15 + chanceOf(elder.no, dayNo, 'lies') * 25 ? since : undefined
}

export const doingAt = (moment: Moment): Doing => {
  const { elder, dayNo, minuteOfDay } = moment
  if (fallenFor(moment) !== undefined) return 'fallen'
  if (minuteOfDay >= bedtimeOf(elder) || minuteOfDay < upOf(elder))
    return isUpAtNight(moment) ? 'up_at_night' : 'asleep'
  if (isAround(minuteOfDay, 12 * 60 + 20, 40 + chanceOf(elder.no, dayNo, 'nap') * 40))
    return 'asleep'
  if (meals.some((from) => isAround(minuteOfDay, from, 28))) return 'eating'
  const outFrom = 8 * 60 + 30 + chanceOf(elder.no, dayNo, 'out') * 60
  const goesOut = chanceOf(elder.no, dayNo, 'goes out') < 0.8
  if (goesOut && isAround(minuteOfDay, outFrom, 45)) return elder.livesAlone ? 'out' : 'walking'
  if (isAround(minuteOfDay, 15 * 60 + chanceOf(elder.no, dayNo, 'stroll') * 40, 20))
    return 'walking'
  return 'resting'
}

/** 0 awake, 1 light, 2 deep, 3 REM, in turns of about ninety minutes, deep ones early. */
const stageAt = (moment: Moment): number => {
  if (doingAt(moment) !== 'asleep') return 0
  const { elder, minuteOfDay } = moment
  const asleepFor = (minuteOfDay - bedtimeOf(elder) + 1440) % 1440
  if (asleepFor < 18) return 0
  const inTurn = (asleepFor - 18) % 90
  const turn = Math.floor((asleepFor - 18) / 90)
  if (inTurn < 25) return 1
  if (inTurn < (turn < 2 ? 60 : 40)) return 2
  return inTurn > 72 ? 3 : 1
}

/** A band on its charger, a finger out of the clip, a loose lead: some minutes without a signal. */
const isSensorOff = ({ elder, dayNo, minuteOfDay }: Moment): boolean => {
  if (isAround(minuteOfDay, 19 * 60 + chanceOf(elder.no, 'charge') * 40, 30)) return true
  const slip = chanceOf(elder.no, dayNo, 'slip') * 1440
  return isAround(minuteOfDay, slip, 6)
}

/** `off`: it measures nothing; `cut`: it measures on, and sends all of it when it is back. */
export type Outage = 'off' | 'cut'

/** A battery is empty, or a router hangs: on one day in eight, for three quarters of an hour. */
export const outageAt = ({ elder, dayNo, minuteOfDay }: Moment): Outage | undefined => {
  const chance = chanceOf(elder.no, dayNo, 'outage')
  const isAway =
    chance < 0.125 && isAround(minuteOfDay, chanceOf(elder.no, dayNo, 'outage from') * 1300, 45)
  if (!isAway) return undefined
  return chance < 0.0625 ? 'off' : 'cut'
}

const effort: Readonly<Record<Doing, number>> = {
  asleep: -8,
  up_at_night: 10,
  resting: 0,
  eating: 7,
  walking: 24,
  out: 20,
  fallen: 28,
}

/** How much of the time somebody moves. */
const movesWhile: Readonly<Record<Doing, number>> = {
  ...{ asleep: 0.03, up_at_night: 1, resting: 0.35, eating: 1, walking: 1, out: 1, fallen: 0 },
}

/** Chest straps and bands jump now and then: one reading in a thousand is an artefact. */
const artefactOr = (usual: number, moment: Moment, at: number): number =>
  chanceOf(moment.elder.no, at, 'artefact') < 0.001 ? usual * 2.6 : usual

/**
 * What a device would measure of him at this instant, in the metric's own unit; 0 from a probe that
 * is off, as real ones say it.
 * @param at milliseconds since 1970
 */
export const valueAt = (metric: MetricCode, elder: MadeUpElder, at: number): number => {
  const moment = momentOf(elder, at)
  const { no } = elder
  const doing = doingAt(moment)
  const isHome = doing !== 'out'
  const moves = movesWhile[doing]
  const minuteNo = Math.floor(at / minute)
  const slow = Math.sin(at / (7 * minute) + no) * 2
  const isOff = isSensorOff(moment)
  switch (metric) {
    case 'heart_rate':
    case 'pulse_rate': {
      if (isOff) return 0
      const own = 62 + chanceOf(no, 'heart') * 14 + (elder.fever ?? 0) * 9
      return artefactOr(Math.round(own + effort[doing] + slow + wobble(no, at) * 3), moment, at)
    }
    case 'respiratory_rate':
      return isOff ? 0 : Math.round(15 + effort[doing] / 5 + wobble(no, at, 'breath') * 2)
    case 'oxygen_saturation':
      return isOff ? 0 : Math.min(100, Math.round(96.5 + wobble(no, minuteNo, 'oxygen') * 1.6))
    case 'systolic':
      return Math.round(
        124 + chanceOf(no, 'pressure') * 16 + effort[doing] / 3 + wobble(no, at) * 6,
      )
    case 'diastolic':
      return Math.round(70 + chanceOf(no, 'pressure') * 8 + wobble(no, at, 'low') * 4)
    case 'mean_pressure':
      return Math.round(90 + chanceOf(no, 'pressure') * 10 + wobble(no, at, 'mean') * 4)
    case 'temperature':
      return isOff
        ? 0
        : Math.round((36.4 + (elder.fever ?? 0) + wobble(no, minuteNo, 'warm') * 0.3) * 10) / 10
    case 'weight':
      return Math.round((52 + chanceOf(no, 'weight') * 20) * 10) / 10
    case 'in_bed':
      return doing === 'asleep' ? 1 : 0
    case 'sleep_stage':
      return stageAt(moment)
    case 'motion':
      // The blow itself, then he lies still.
      if (doing === 'fallen') return (fallenFor(moment) ?? 1) < 1 ? 40 : 0
      return isHome && chanceOf(no, minuteNo, 'moves') < moves
        ? Math.round(5 + chanceOf(no, minuteNo, 'motion') * 50 * moves)
        : 0
    case 'door':
      return isHome !== (doingAt(momentOf(elder, at - minute)) !== 'out') ? 1 : 0
    case 'water':
      return isHome && moves > 0.1 && chanceOf(no, minuteNo, 'tap') < 0.06
        ? Math.round(chanceOf(no, minuteNo, 'litres') * 20) / 1000
        : 0
    case 'help_button': {
      const since = fallenFor(moment)
      const isReached = chanceOf(no, moment.dayNo, 'reaches the button') < 0.6
      return isReached && since !== undefined && since >= 2 && since < 3.5 ? 1 : 0
    }
  }
}
