import type { LookKind } from '#shared/care/care-rules.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId } from '#shared/ids.ts'
import { personId, subdistrictId } from '#shared/ids.ts'
import type { LiveData } from '#shared/live/live.contract.ts'
import type { LiveReading } from '#shared/readings/live-readings.ts'
import {
  careKinds,
  careStateTopic,
  careTopic,
  isReadingsTopic,
  liveReadings,
  readCareTopic,
} from '#shared/readings/live-readings.ts'
import { metricClasses, metrics } from '#shared/readings/metrics.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Care } from '../care/care.service.ts'
import type { FollowAsked } from '../care/care-record.ts'
import type { Follow, Proof, ProvenTopics } from '../live/proof.ts'
import type { Platform } from '../platform/platform.ts'
import type { NamedElder } from './latest.store.ts'
import { latestOfNamed } from './latest.store.ts'

/** A sitting is extended so often while somebody goes on watching. */
const lookAgainMilliseconds = 60_000
const writeLooksMilliseconds = 1000

interface Look {
  readonly elder: NamedElder
  readonly viewerId: PersonId
  readonly as: LookKind
  /** It tells one look from others. */
  readonly key: string
}

/** What is asked about a follow whose topic is an elder's; `look` is noted when it is proven. */
interface AboutElder extends FollowAsked {
  readonly look: Look | undefined
}
interface Question {
  /** Undefined: a desk, which is asked for in another way. */
  readonly aboutElder: AboutElder | undefined
}

const elderOf = (topic: string): NamedElder | undefined => {
  const about = readCareTopic(topic)
  if (!about || about.of === 'desk') return undefined
  return {
    subdistrictId: subdistrictId(about.subdistrictId),
    personId: personId(about.personId),
  }
}
const keyOf = ({ subdistrictId, personId }: NamedElder): string => `${subdistrictId}/${personId}`

const lookOf = (elder: NamedElder, viewerId: PersonId, as: LookKind): Look => ({
  ...{ elder, viewerId, as, key: `${keyOf(elder)}/${viewerId}/${as}` },
})

const makeQuestion = ({ topic, sessionId, personId: viewerId }: Follow): Question => {
  const about = readCareTopic(topic)
  const elder = elderOf(topic)
  if (!about || about.of === 'desk' || !elder) return { aboutElder: undefined }
  const metricClass = about.of === 'state' ? null : about.of
  const isNoted = metricClass !== null && elder.personId !== viewerId
  const look = isNoted ? lookOf(elder, viewerId, 'follower') : undefined
  return { aboutElder: { ...elder, sessionId, viewerId, metricClass, look } }
}

/** Notes who watches whom: in the background, many at once, and again while it goes on. */
const createWatching = (
  { database, log }: Pick<Platform, 'database' | 'log'>,
  { care }: { readonly care: Care },
) => {
  const noted = new Map<string, number>()
  let waiting = new Map<string, Look>()
  let isDue = false

  const write = async (): Promise<void> => {
    isDue = false
    const looks = waiting
    waiting = new Map()
    const now = performance.now()
    for (const [key, at] of noted) if (now - at > 2 * lookAgainMilliseconds) noted.delete(key)
    try {
      await database.inTransaction((tx) =>
        care.noteLooks(
          tx,
          [...looks.values()].map(({ key: _key, ...look }) => ({ ...look, scope: 'live' })),
        ),
      )
    } catch (error) {
      log.warn({ err: error }, 'looks wait for the database')
      waiting = new Map([...looks, ...waiting])
      writeSoon()
    }
  }
  const writeSoon = (): void => {
    if (isDue) return
    isDue = true
    setTimeout(() => void write(), writeLooksMilliseconds).unref()
  }

  return (look: Look): void => {
    if (look.as === 'self') return
    const { key } = look
    const now = performance.now()
    if (now - (noted.get(key) ?? -lookAgainMilliseconds) < lookAgainMilliseconds) return
    noted.set(key, now)
    waiting.set(key, look)
    writeSoon()
  }
}

/** The topics of care for the live hub: who may follow them now, and the newest values. */
export const createCareTopics = (
  platform: Platform,
  { accounts, care }: { readonly accounts: Accounts; readonly care: Care },
): ProvenTopics => {
  const { reader } = platform.database
  const watched = createWatching(platform, { care })

  /** Desks have few followers, each with his posts. */
  const proveDesk = async ({ sessionId, accountId, topic }: Follow): Promise<Proof> => {
    try {
      const actor = await accounts.findActor({ accountId, sessionId })
      return (await care.mayFollow(actor, topic)) ? 'yes' : 'no'
    } catch (error) {
      if (error instanceof Refusal) return 'ended'
      throw error
    }
  }

  /** Staff, broken glass, and who has lost his right: asked in full, since they are few. */
  const proveInFull = async (follows: readonly Follow[]): Promise<Proof[]> => {
    const owners = await accounts.ownersOf([...new Set(follows.map(({ sessionId }) => sessionId))])
    const asked = follows.map((follow) => ({
      ...follow,
      viewerId: owners.get(follow.sessionId),
      elder: elderOf(follow.topic),
    }))
    const pairs = new Map<string, NamedElder & { readonly viewerId: PersonId }>()
    for (const { viewerId, elder } of asked)
      if (viewerId && elder) pairs.set(`${viewerId}/${keyOf(elder)}`, { ...elder, viewerId })
    const found = await care.rightsOf(reader, [...pairs.values()])
    const rights = new Map(found.map((one) => [`${one.viewerId}/${keyOf(one)}`, one]))
    const proofs: Proof[] = []
    for (const follow of asked) {
      const { viewerId, elder, topic } = follow
      if (!viewerId) proofs.push('ended')
      else if (!elder) proofs.push(await proveDesk(follow))
      else {
        const of = readCareTopic(topic)?.of
        const held = rights.get(`${viewerId}/${keyOf(elder)}`)
        const grant = held?.grants.find(({ classes }) => classes.some((name) => name === of))
        if (grant) watched(lookOf(elder, viewerId, grant.as))
        proofs.push(grant || (held && of === 'state') ? 'yes' : 'no')
      }
    }
    return proofs
  }

  /** What each follow asks, made out once: it is proven again every two seconds. */
  const questions = new WeakMap<Follow, Question>()
  const questionOf = (follow: Follow): Question => {
    const known = questions.get(follow)
    if (known) return known
    const made = makeQuestion(follow)
    questions.set(follow, made)
    return made
  }

  const prove = async (follows: readonly Follow[]): Promise<Proof[]> => {
    const asked: AboutElder[] = []
    const places: number[] = []
    const rest: number[] = []
    for (const [place, follow] of follows.entries()) {
      const { aboutElder } = questionOf(follow)
      if (!aboutElder) rest.push(place)
      else {
        asked.push(aboutElder)
        places.push(place)
      }
    }
    const unproven = new Set(await care.unproven(reader, asked))
    for (const [at, { look }] of asked.entries()) {
      const place = places[at]
      if (place !== undefined && unproven.has(at)) rest.push(place)
      else if (look) watched(look)
    }
    const proofs = follows.map((): Proof => 'yes')
    if (rest.length === 0) return proofs
    const full = await proveInFull(rest.flatMap((place) => follows[place] ?? []))
    for (const [at, place] of rest.entries()) proofs[place] = full[at] ?? 'no'
    return proofs
  }

  return {
    owns: (topic) => readCareTopic(topic) !== undefined,
    prove,
    latest: async (topics) => {
      const wanted = topics.filter(isReadingsTopic)
      const elders = new Map(
        wanted.flatMap((topic) => {
          const elder = elderOf(topic)
          return elder ? [[keyOf(elder), elder] as const] : []
        }),
      )
      const latest = new Map<string, LiveData>()
      if (elders.size === 0) return latest
      const byTopic = new Map<string, LiveReading[]>(wanted.map((topic) => [topic, []]))
      for (const reading of await latestOfNamed(reader, [...elders.values()])) {
        const { class: of } = metrics[reading.metric]
        const topic = careTopic(reading.subdistrictId, reading.personId, of)
        byTopic.get(topic)?.push({ ...reading, measuredAt: reading.measuredAt.getTime() })
      }
      for (const [topic, readings] of byTopic) latest.set(topic, liveReadings(readings))
      return latest
    },
    keepsNewest: isReadingsTopic,
    shaken: ({ topic, kind }) => {
      const elder = kind === careKinds.consentChanged ? elderOf(topic) : undefined
      if (!elder) return []
      return [
        careStateTopic(elder.subdistrictId, elder.personId),
        ...metricClasses.map((of) => careTopic(elder.subdistrictId, elder.personId, of)),
      ]
    },
  }
}
