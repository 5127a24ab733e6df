import type { Transaction } from '#db/database.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import { personId as asPersonId, subdistrictId as asSubdistrictId } from '#shared/ids.ts'
import { noticeWords } from '#shared/notices/notices.words.ts'
import { careKinds, readCareTopic, readLiveReadings } from '#shared/readings/live-readings.ts'
import type { AlertContext } from './alert-context.ts'
import type { Elder } from './alert-neighbours.ts'
import { lastingOf, takeTurn } from './alerts.store.ts'
import type { Firing } from './firing.ts'
import { judgeElder } from './judge-elder.policy.ts'
import type { Judged } from './judgement.policy.ts'
import type { Judging, Round } from './judging.ts'
import { rounds } from './judging.ts'
import { earlier, floorTo } from './windows.policy.ts'

const everySeconds: Readonly<Record<Round, number>> = { fast: 10, night: 30, home: 300, long: 900 }
/** Elders judged in one transaction. */
const together: Readonly<Record<Round, number>> = { fast: 200, night: 100, home: 50, long: 25 }

interface Part {
  readonly part: number
  readonly isPlatformAway: boolean
  /** For its turn, rather than leaving the part to the other node. */
  readonly waits: boolean
}

/**
 * Looks at everybody in turns. What lasts stands in the database and what happened in the roll-ups, so
 * a node that comes or goes changes nothing; who of several nodes judges a part is decided by a lock.
 */
export const createEvaluating = (context: AlertContext, judging: Judging, firing: Firing) => {
  const { accounts, care, clock, database, jobs, liveBus, log, notices } = context

  const act = async (
    tx: Transaction,
    elder: Elder,
    judged: readonly Judged[],
    lasting: Awaited<ReturnType<typeof lastingOf>>,
  ): Promise<void> => {
    for (const judgement of judged) {
      const alert = lasting.find(
        ({ personId, rule }) => personId === elder.personId && rule === judgement.rule,
      )
      if (judgement.verdict === 'raise') {
        if (alert) await firing.again(tx, alert, elder, judgement)
        else await firing.raise(tx, elder, judgement.rule, judgement)
      }
      if (judgement.verdict === 'clear' && alert)
        await firing.clear(tx, alert, elder, judgement.why)
    }
  }

  const judgeSome = (
    subdistrictId: SubdistrictId,
    elders: readonly Elder[],
    round: Round,
    { part, isPlatformAway, waits }: Part,
  ): Promise<void> =>
    database.inTransaction(async (tx) => {
      if (!(await takeTurn(tx, `alerts/${round}/${subdistrictId}/${part}`, waits))) return
      const rows = await judging.read(tx, subdistrictId, elders, round, isPlatformAway)
      const judged = rows
        .map((row) => ({ elder: row.elder, judged: judgeElder(row, rounds[round]) }))
        .filter((row) => row.judged.some(({ verdict }) => verdict !== 'keep'))
      if (judged.length === 0) return
      const people = judged.map(({ elder }) => elder.personId)
      const lasting = await lastingOf(tx, subdistrictId, people)
      for (const row of judged) await act(tx, row.elder, row.judged, lasting)
    })

  /** One message an hour to the duty desk instead of one to each family. */
  const tellPlatformSilent = async (subdistrictId: SubdistrictId): Promise<void> => {
    const now = clock.now()
    await database.inTransaction(async (tx) => {
      const duty = await accounts.postsHolding(tx, { subdistrictId, role: 'duty_officer' })
      const kind = 'care_platform_silent'
      await notices.tell(tx, {
        personIds: duty.map(({ personId }) => personId),
        ...{ kind, subdistrictId, matter: null, urgency: 'urgent' },
        title: noticeWords[kind].title,
        body: '所有照护设备同时没有数据，多半是平台或网络的问题，不是老人的设备。请联系运维。',
        once: `platform-silent:${subdistrictId}:${floorTo(now, 60).toISOString()}`,
      })
    })
  }

  /** As each node last found it itself; where it matters it is looked at anew every few seconds. */
  const away = new Set<SubdistrictId>()

  const judgeRound = async (round: Round, waits = false): Promise<void> => {
    for (const subdistrictId of await context.subdistricts()) {
      const elders = await care.eldersOf(database.reader, subdistrictId)
      if (elders.length === 0) continue
      const now = clock.now()
      const isAway =
        round === 'fast' && (await judging.isPlatformAway(database.reader, elders, now))
      if (isAway) away.add(subdistrictId)
      else if (round === 'fast') away.delete(subdistrictId)
      if (isAway) await tellPlatformSilent(subdistrictId)
      const size = together[round]
      for (let from = 0; from < elders.length; from += size)
        await judgeSome(subdistrictId, elders.slice(from, from + size), round, {
          ...{ part: from / size, isPlatformAway: isAway, waits },
        }).catch((error: unknown) =>
          // A part that fails must not leave the others unjudged.
          log.error({ err: error, subdistrictId, round, from }, 'elders not judged'),
        )
    }
  }

  /** The help button does not wait for a roll-up: it rings as soon as it is heard of. */
  const onPress = (
    subdistrictId: SubdistrictId,
    personId: PersonId,
    pressedAt: Date,
  ): Promise<void> =>
    database.inTransaction(async (tx) => {
      const now = clock.now()
      const { freshMinutes } = context.figuresAt(now)
      const isLate = pressedAt < earlier(now, freshMinutes)
      const elder = await care.elderOf(tx, subdistrictId, personId)
      if (!elder || isLate || !(await takeTurn(tx, `alerts/press/${personId}`))) return
      const at = floorTo(pressedAt, 1)
      const [row] = await judging.read(tx, subdistrictId, [elder], 'fast', false)
      if (!row) return
      const minute = { fromAt: at, n: 1, noSignal: 0, sum: 1, min: 1, max: 1 }
      const judged = judgeElder({ ...row, minutes: new Map([['help_button', [minute]]]) }, [
        'help_button',
      ])
      const raised = judged.filter(({ verdict }) => verdict === 'raise')
      await act(tx, elder, raised, await lastingOf(tx, subdistrictId, [personId]))
    })

  liveBus.subscribe(
    ({ topic, kind, data }) => {
      if (kind !== careKinds.readings || !topic.endsWith('/activity')) return
      const about = readCareTopic(topic)
      if (about?.of !== 'activity') return
      for (const { metric, value, measuredAt } of readLiveReadings(data))
        if (metric === 'help_button' && value === 1)
          onPress(
            asSubdistrictId(about.subdistrictId),
            asPersonId(about.personId),
            new Date(measuredAt),
          ).catch((error: unknown) => log.error({ err: error }, 'a press waits for the sweep'))
    },
    // The sweep finds what was missed.
    () => undefined,
  )

  for (const round of Object.keys(rounds))
    if (round === 'fast' || round === 'night' || round === 'home' || round === 'long')
      jobs.every(everySeconds[round], `alerts.${round}`, () => judgeRound(round))

  care.onEnded(async (tx, elder) => {
    for (const alert of await lastingOf(tx, elder.subdistrictId, [elder.personId]))
      await firing.clear(tx, alert, elder, 'not_measured')
  })

  return {
    isPlatformAway: (subdistrictId: SubdistrictId): boolean => away.has(subdistrictId),
    judgeRound,
    /** Every round once; the tests' clock moves and then calls it. */
    sweep: async (): Promise<void> => {
      for (const round of ['fast', 'night', 'home', 'long'] as const) await judgeRound(round, true)
    },
  }
}
export type Evaluating = ReturnType<typeof createEvaluating>
