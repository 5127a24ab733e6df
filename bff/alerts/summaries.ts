import type { Transaction } from '#db/database.ts'
import type { CareSummary } from '#shared/alerts/alerts.contract.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import { noticeWords } from '#shared/notices/notices.words.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { metricClasses } from '#shared/readings/metrics.ts'
import {
  addDays,
  shanghaiDay,
  shanghaiInstant,
  shanghaiMinute,
  weekday,
} from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { AlertContext } from './alert-context.ts'
import type { Elder, ElderKey } from './alert-neighbours.ts'
import { countRaised, takeTurn } from './alerts.store.ts'
import type { SummaryFacts } from './summaries.policy.ts'
import { dayFactsOf, factsToKeep, nightOf, summaryWords, weekFacts } from './summaries.policy.ts'
import type { SummarySpan } from './summaries.store.ts'
import { daysBetween, insertSummary, listSummariesOf, summarisedOn } from './summaries.store.ts'

const sweepSeconds = 300
const together = 50
const listed: Readonly<Record<SummarySpan, number>> = { day: 31, week: 26 }
const hourly = [
  ...['heart_rate', 'pulse_rate', 'oxygen_saturation', 'systolic', 'diastolic'],
  ...['temperature', 'motion', 'door', 'water'],
] as const
/** A night is from one evening to the next noon, however late its summary is made. */
const evening = 18 * 60
const noon = 12 * 60

/** Each morning the day before and the night, each Monday the week: kept, and told to whoever follows. */
export const createSummaries = (context: AlertContext) => {
  const { care, clock, database, jobs, log, notices, readings } = context

  const tellOf = async (
    tx: Transaction,
    elder: Elder,
    span: SummarySpan,
    day: string,
    facts: SummaryFacts,
  ): Promise<void> => {
    const kind = 'care_summary'
    for (const follower of await care.followersOf(tx, elder.personId, 'view')) {
      const name = span === 'day' ? '昨天' : '上周'
      await notices.tell(tx, {
        personIds: [follower.personId],
        ...{ kind, subdistrictId: elder.subdistrictId, matter: null, urgency: 'normal' },
        title: noticeWords[kind].title,
        body: `${elder.name}${name}：${summaryWords(facts, follower.classes)}`,
        once: `summary/${span}/${elder.personId}/${day}`,
      })
    }
  }

  const keep = async (
    tx: Transaction,
    elder: Elder,
    span: SummarySpan,
    day: string,
    facts: SummaryFacts,
  ): Promise<void> => {
    const { subdistrictId, personId } = elder
    const now = clock.now()
    const words = summaryWords(facts, metricClasses)
    const row = { subdistrictId, personId, span, day, words, facts: { ...facts } }
    if (await insertSummary(tx, { ...row, madeAt: now, toldAt: now }))
      await tellOf(tx, elder, span, day, facts)
  }

  const rowsOf = <R extends { readonly elderNo: number; readonly metric: MetricCode }>(
    rows: readonly R[],
    elder: Elder,
    metric: MetricCode,
  ): R[] => rows.filter((row) => row.elderNo === elder.elderNo && row.metric === metric)

  const makeDays = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    elders: readonly Elder[],
    day: string,
  ): Promise<void> => {
    const from = shanghaiInstant(day)
    const to = shanghaiInstant(addDays(day, 1))
    const bedFrom = shanghaiInstant(day, evening)
    const nightEnds = shanghaiInstant(addDays(day, 1), noon)
    const bedTo = new Date(Math.min(clock.now().getTime(), nightEnds.getTime()))
    const hours = await readings.hoursOf(tx, elders, hourly, from, to)
    const bed = await readings.minutesOf(tx, elders, ['in_bed', 'sleep_stage'], bedFrom, bedTo)
    const alerts = await countRaised(tx, subdistrictId, from, to)
    for (const elder of elders) {
      const found = new Map(
        hourly.flatMap((metric) => {
          const rows = rowsOf(hours, elder, metric)
          return rows.length > 0 ? [[metric, rows] as const] : []
        }),
      )
      const night = nightOf(rowsOf(bed, elder, 'in_bed'), rowsOf(bed, elder, 'sleep_stage'), bedTo)
      // Who was never heard of that day and night is not spoken of.
      if (found.size === 0 && !night) continue
      const facts = factsToKeep(dayFactsOf(found, night), alerts.get(elder.personId) ?? 0)
      await keep(tx, elder, 'day', day, facts)
    }
  }

  const makeWeeks = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    elders: readonly Elder[],
    monday: string,
  ): Promise<void> => {
    const people = elders.map(({ personId }) => personId)
    const days = await daysBetween(tx, subdistrictId, people, [monday, addDays(monday, 6)])
    for (const elder of elders) {
      const his = days.filter(({ personId }) => personId === elder.personId)
      if (his.length > 0)
        await keep(tx, elder, 'week', monday, weekFacts(his.map(({ facts }) => facts)))
    }
  }

  const makeMissing = async (
    subdistrictId: SubdistrictId,
    span: SummarySpan,
    day: string,
  ): Promise<void> => {
    const done = await summarisedOn(database.reader, subdistrictId, span, day)
    const missing = (await care.eldersOf(database.reader, subdistrictId)).filter(
      ({ personId }: { readonly personId: PersonId }) => !done.has(personId),
    )
    for (let from = 0; from < missing.length; from += together) {
      const some = missing.slice(from, from + together)
      await database.inTransaction(async (tx) => {
        if (!(await takeTurn(tx, `summaries/${span}/${subdistrictId}/${from}`))) return
        await (span === 'day' ? makeDays : makeWeeks)(tx, subdistrictId, some, day)
      })
    }
  }

  /** After the hour of the morning; what was missed while the server was down is made up for. */
  const sweep = async (): Promise<void> => {
    const now = clock.now()
    if (shanghaiMinute(now) < context.figuresAt(now).summaryMinute) return
    const today = shanghaiDay(now)
    const yesterday = addDays(today, -1)
    for (const subdistrictId of await context.subdistricts())
      try {
        await makeMissing(subdistrictId, 'day', yesterday)
        if (weekday(today) === 1) await makeMissing(subdistrictId, 'week', addDays(today, -7))
      } catch (error) {
        log.error({ err: error, subdistrictId }, 'summaries not made')
      }
  }
  jobs.every(sweepSeconds, 'alerts.summaries', sweep)

  return {
    sweep,

    /** @throws Refusal unknown_elder */
    list: async (
      actor: Actor,
      key: ElderKey,
      span: SummarySpan,
    ): Promise<{ summaries: CareSummary[] }> => {
      const { elder, rights } = await care.known(database.reader, actor, key)
      const classes = metricClasses.filter((of) =>
        rights.grants.some((grant) => grant.classes.includes(of)),
      )
      const [grant] = rights.grants
      if (grant)
        await database.inTransaction((tx) =>
          care.noteLook(tx, { elder, viewerId: actor.personId, scope: 'summary', as: grant.as }),
        )
      const { subdistrictId, personId } = elder
      const found = await listSummariesOf(
        database.reader,
        subdistrictId,
        personId,
        span,
        listed[span],
      )
      return {
        summaries:
          classes.length === 0
            ? []
            : found.map(({ day, facts, madeAt }) => ({
                ...{ span, day, words: summaryWords(facts, classes) },
                madeAt: madeAt.toISOString(),
              })),
      }
    },
  }
}
export type Summaries = ReturnType<typeof createSummaries>
