import type { Reader, Transaction } from '#db/database.ts'
import type { AlertFigures, RuleGroup } from '#shared/alerts/alert-figures.ts'
import { inForceFor, isLimitRule, limitRules } from '#shared/alerts/alert-figures.ts'
import type { AlertRuleCode } from '#shared/alerts/alert-rules.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import type { AlertContext } from './alert-context.ts'
import type { Elder } from './alert-neighbours.ts'
import { consciousnessSince, decisionsOf } from './alert-settings.store.ts'
import { lastingOf, pressesSince } from './alerts.store.ts'
import type { DeviceFacts } from './devices.policy.ts'
import { isPlatformSilent } from './devices.policy.ts'
import type { ElderNow, Newest } from './judge-elder.policy.ts'
import { earlier, isWithinAt, startOfSpan } from './windows.policy.ts'

/** Which rules are judged together, and what they need to know. */
export const rounds = {
  /** What must be known at once. */
  fast: [
    'help_button',
    'heart_rate_high',
    'heart_rate_low',
    'respiratory_rate_high',
    'respiratory_rate_low',
    'oxygen_low',
    'pressure_high',
    'pressure_low',
    'temperature_high',
    'device_offline',
    'not_seen',
    'battery_low',
    'clock_wrong',
    'sensor_off',
    'news2',
  ],
  /** Nights, by the minute. */
  night: ['out_of_bed_at_night', 'wandering'],
  /** Silences of many hours. */
  home: ['no_activity_12h', 'no_activity_24h', 'not_out_3_days', 'no_water'],
  /** Two weeks of hours. */
  long: ['heart_rate_trend', 'away_from_baseline'],
} as const satisfies Record<string, readonly AlertRuleCode[]>
export type Round = keyof typeof rounds

const steady = ['heart_rate', 'respiratory_rate', 'oxygen_saturation'] as const
const vitalsRead = [...steady, 'pulse_rate', 'systolic', 'temperature'] as const
const minutesRead = 200
const nightRead = ['in_bed', 'door', 'motion'] as const
const homeRead = ['motion', 'door', 'water', 'in_bed'] as const

const groupBy = <R extends { readonly elderNo: number; readonly metric: MetricCode }>(
  rows: readonly R[],
): ReadonlyMap<number, ReadonlyMap<MetricCode, readonly R[]>> => {
  const found = new Map<number, Map<MetricCode, R[]>>()
  for (const row of rows) {
    const metricsOf = found.get(row.elderNo) ?? new Map<MetricCode, R[]>()
    const list = metricsOf.get(row.metric) ?? []
    list.push(row)
    metricsOf.set(row.metric, list)
    found.set(row.elderNo, metricsOf)
  }
  return found
}

type Row = ElderNow & { readonly elder: Elder }

/** Reads everything that judging some elders needs, and nothing for those who are plainly well. */
export const createJudging = (context: AlertContext) => {
  const { care, devices, readings } = context

  const devicesOf = async (
    tx: Reader,
    elders: readonly Elder[],
  ): Promise<ReadonlyMap<PersonId, readonly DeviceFacts[]>> => {
    const found = new Map<PersonId, DeviceFacts[]>()
    for (const device of await devices.ofElders(tx, elders)) {
      if (device.state !== 'active') continue
      const list = found.get(device.personId) ?? []
      list.push(device)
      found.set(device.personId, list)
    }
    return found
  }

  /** Whether something of the newest values asks for a closer look. */
  const needsLook = (
    figures: AlertFigures,
    row: Pick<ElderNow, 'newest' | 'decided' | 'lasting'>,
  ): boolean => {
    if (row.lasting.size > 0) return true
    for (const { quality } of row.newest.values()) if (quality === 'no_signal') return true
    return rounds.fast.some((rule) => {
      if (!isLimitRule(rule)) return false
      const { metric, side } = limitRules[rule]
      const value = row.newest.get(metric)?.value ?? null
      const limit = inForceFor(figures.rules[rule], row.decided.get(rule))?.limit ?? null
      if (value === null || limit === null) return false
      // Half a unit more than the limit: means are rounded before they are compared.
      return side === 'above' ? value > limit - 1 : value < limit + 1
    })
  }

  const quietOf = async (
    tx: Reader,
    elders: readonly Elder[],
    figures: AlertFigures,
    now: Date,
  ): Promise<ReadonlyMap<PersonId, ReadonlySet<RuleGroup>>> => {
    const found = new Map<PersonId, Set<RuleGroup>>()
    for (const pause of await care.pausesOf(tx, elders, now)) {
      if (pause.fromAt > now || pause.untilAt <= now) continue
      const groups = found.get(pause.personId) ?? new Set<RuleGroup>()
      for (const group of figures.quietIn[pause.reason]) groups.add(group)
      found.set(pause.personId, groups)
    }
    return found
  }

  return {
    /** Whether every device of the subdistrict fell silent at once. */
    isPlatformAway: async (tx: Reader, elders: readonly Elder[], now: Date): Promise<boolean> => {
      const all = [...(await devicesOf(tx, elders)).values()].flat()
      return isPlatformSilent(all, context.figuresAt(now), now)
    },

    /** Everything about these elders for one round. */
    read: async (
      tx: Transaction,
      subdistrictId: SubdistrictId,
      elders: readonly Elder[],
      round: Round,
      isPlatformAway: boolean,
    ): Promise<Row[]> => {
      const now = context.clock.now()
      const figures = context.figuresAt(now)
      const people = elders.map(({ personId }) => personId)
      const lasting = await lastingOf(tx, subdistrictId, people)
      const decided = await decisionsOf(tx, subdistrictId, people, now)
      const quiet = await quietOf(tx, elders, figures, now)
      const worn = await devicesOf(tx, elders)
      const checks = await consciousnessSince(tx, subdistrictId, earlier(now, 24 * 60))
      const presses = await pressesSince(tx, subdistrictId, earlier(now, 24 * 60))
      const newest = groupBy(await readings.latestOf(tx, elders))

      const rows = elders.map((elder): Row => {
        const { personId, elderNo, measured, oxygenScale, onOxygen } = elder
        const latest = new Map<MetricCode, Newest>()
        for (const [metric, [reading]] of newest.get(elderNo) ?? [])
          if (reading) latest.set(metric, reading)
        const mine = lasting.filter((alert) => alert.personId === personId)
        return {
          ...{ elder, now, figures, measured, oxygenScale, onOxygen, isPlatformAway },
          decided: decided.get(personId) ?? new Map(),
          quiet: quiet.get(personId) ?? new Set(),
          consciousness: checks.get(personId),
          devices: worn.get(personId) ?? [],
          newest: latest,
          ...{ minutes: new Map(), hours: new Map() },
          lastPressAt: presses.get(personId),
          lasting: new Map(mine.map((alert) => [alert.rule, alert])),
        }
      })

      const minutesFor = (
        some: readonly Row[],
        metrics: readonly MetricCode[],
        from: Date,
        // The minute that begins at this very instant too.
        to = new Date(now.getTime() + 1),
      ) =>
        some.length === 0
          ? Promise.resolve([])
          : readings.minutesOf(
              tx,
              some.map(({ elder }) => elder),
              metrics,
              from,
              to,
            )
      const hoursFor = (some: readonly Row[], metrics: readonly MetricCode[], hours: number) =>
        some.length === 0
          ? Promise.resolve([])
          : readings.hoursOf(
              tx,
              some.map(({ elder }) => elder),
              metrics,
              earlier(now, hours * 60),
              new Date(now.getTime() + 1),
            )
      const isLasting = (row: Row): boolean => rounds[round].some((rule) => row.lasting.has(rule))

      if (round === 'fast') {
        const odd = rows.filter((row) => needsLook(figures, row))
        const vitals = await minutesFor(odd, vitalsRead, earlier(now, minutesRead))
        const help = await minutesFor(rows, ['help_button'], earlier(now, figures.freshMinutes + 1))
        const minutes = groupBy([...vitals, ...help])
        return rows.map((row) => ({ ...row, minutes: minutes.get(row.elder.elderNo) ?? new Map() }))
      }
      if (round === 'night') {
        const isNight = isWithinAt(now, figures.night)
        const up = rows.filter((row) => {
          if (isLasting(row)) return true
          // Who lies in bed by the newest word of it is neither up nor out.
          return isNight && row.newest.get('in_bed')?.value !== 1
        })
        const from = earlier(startOfSpan(now, figures.night), 60)
        const minutes = groupBy(await minutesFor(up, nightRead, from))
        const some = new Set(up)
        return rows.map((row) => {
          const found = some.has(row) ? minutes.get(row.elder.elderNo) : undefined
          const known = nightRead.map((metric) => [metric, found?.get(metric) ?? []] as const)
          return some.has(row) ? { ...row, minutes: new Map(known) } : row
        })
      }
      if (round === 'home') {
        const hourAgo = earlier(now, 60)
        const still = rows.filter((row) => {
          const motion = row.newest.get('motion')
          const moves = motion && (motion.value ?? 0) > 0 && motion.measuredAt > hourAgo
          const hasHome = homeRead.some((metric) => row.newest.has(metric))
          return (
            hasHome &&
            (isLasting(row) || !moves || row.newest.has('door') || row.newest.has('water'))
          )
        })
        const hours = groupBy(await hoursFor(still, homeRead, 170))
        return rows.map((row) => ({ ...row, hours: hours.get(row.elder.elderNo) ?? new Map() }))
      }
      const { days } = figures.baseline
      const hearts = rows.filter((row) => row.newest.has('heart_rate'))
      const hours = groupBy(await hoursFor(hearts, ['heart_rate'], days * 24 + 6))
      return rows.map((row) => ({ ...row, hours: hours.get(row.elder.elderNo) ?? new Map() }))
    },
  }
}
export type Judging = ReturnType<typeof createJudging>
