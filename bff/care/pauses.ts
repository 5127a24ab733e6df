import type { Reader } from '#db/database.ts'
import type { pauseCare } from '#shared/care/care.contract.ts'
import { maxPauseDays } from '#shared/care/care-rules.ts'
import type { PauseView } from '#shared/care/care-shapes.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PauseId } from '#shared/ids.ts'
import { pauseId as asPauseId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import { lockElder } from './care.store.ts'
import type { CareContext } from './care-context.ts'
import type { Elder, ElderKey } from './care-record.ts'
import type { Pause } from './pauses.store.ts'
import { endPause, insertPause, pausesOf } from './pauses.store.ts'
import { isGranted, maySpeakFor } from './rights.policy.ts'

const day = 24 * 60 * 60_000
/** A phone's clock is a little off; what it calls now is now. */
const tolerance = 5 * 60_000

export const pauseView = ({
  pauseId,
  reason,
  note,
  fromAt,
  untilAt,
  setByName,
}: Pause): PauseView => ({
  ...{ pauseId, reason, note, setByName },
  fromAt: fromAt.toISOString(),
  untilAt: untilAt.toISOString(),
})

/** @throws Refusal pause_times when it would be over, backwards or longer than 60 days */
export const approveTimes = (
  said: { readonly fromAt: string | null; readonly untilAt: string },
  now: Date,
): { readonly fromAt: Date; readonly untilAt: Date } => {
  const from = said.fromAt === null ? now : new Date(said.fromAt)
  const fromAt = from < now ? now : from
  const untilAt = new Date(said.untilAt)
  const tooEarly = from.getTime() < now.getTime() - tolerance
  const tooLong = untilAt.getTime() - now.getTime() > maxPauseDays * day
  if (tooEarly || tooLong || !(untilAt > fromAt)) throw new Refusal('pause_times')
  return { fromAt, untilAt }
}

/** Times in which silence is expected; set and ended by whoever is near him. */
export const createPauses = (context: CareContext) => {
  const { platform, rights, audit, announce } = context
  const { clock, database, ids } = platform

  const list = async (tx: Reader, elder: Elder) => ({
    pauses: (await pausesOf(tx, [elder.personId], clock.now())).map(pauseView),
  })

  /** Through broken glass one looks, and changes nothing. @throws unknown_elder | not_allowed */
  const near = async (tx: Reader, actor: Actor, key: ElderKey): Promise<Elder> => {
    const { elder, rights: held } = await rights.known(tx, actor, key)
    if (!maySpeakFor(held) && !isGranted(held, 'follower')) throw new Refusal('not_allowed')
    return elder
  }

  return {
    /** @throws Refusal unknown_elder | not_allowed | pause_times */
    pause: (actor: Actor, key: ElderKey, said: BodyOf<typeof pauseCare>) =>
      database.inTransaction(async (tx) => {
        if (!(await lockElder(tx, key))) throw new Refusal('unknown_elder')
        const elder = await near(tx, actor, key)
        const times = approveTimes(said, clock.now())
        const pauseId = asPauseId(ids.next())
        const { reason } = said
        const note = said.note.trim()
        await insertPause(tx, { ...key, ...times, pauseId, reason, note, setBy: actor.personId })
        await audit(tx, actor, elder, 'care.paused', {
          ...{ pauseId, reason },
          untilAt: times.untilAt.toISOString(),
        })
        await announce(tx, elder, 'paused')
        return list(tx, elder)
      }),

    /** Again changes nothing. @throws Refusal unknown_elder | not_allowed */
    resume: (actor: Actor, key: ElderKey, pauseId: PauseId) =>
      database.inTransaction(async (tx) => {
        const elder = await near(tx, actor, key)
        if (await endPause(tx, { ...key, pauseId }, clock.now())) {
          await audit(tx, actor, elder, 'care.resumed', { pauseId })
          await announce(tx, elder, 'resumed')
        }
        return list(tx, elder)
      }),
  }
}
export type Pauses = ReturnType<typeof createPauses>
