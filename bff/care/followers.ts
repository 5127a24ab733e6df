import type { Reader } from '#db/database.ts'
import type { CarePurpose } from '#shared/care/care-rules.ts'
import type { PersonId } from '#shared/ids.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import { metricClasses } from '#shared/readings/metrics.ts'
import type { Platform } from '../platform/platform.ts'
import type { Follower } from './care-record.ts'
import { consentsInForce } from './consents.store.ts'

/** Who follows whom for what, for the other features; one question for any number of elders. */
export const createFollowers = ({ clock }: Pick<Platform, 'clock'>) => {
  const followersOfAll = async (
    tx: Reader,
    elderIds: readonly PersonId[],
    purpose: CarePurpose,
    metricClass?: MetricClass,
  ): Promise<ReadonlyMap<PersonId, readonly Follower[]>> => {
    const found = new Map<PersonId, Map<PersonId, Follower>>()
    if (elderIds.length === 0) return new Map()
    for (const line of await consentsInForce(tx, elderIds, clock.now())) {
      if (line.purpose !== purpose) continue
      if (metricClass !== undefined && line.metricClass !== metricClass) continue
      const followers = found.get(line.elderId) ?? new Map<PersonId, Follower>()
      const { followerId, name, relation } = line
      const before = followers.get(followerId)?.classes ?? []
      const classes = metricClasses.filter(
        (one) => one === line.metricClass || before.includes(one),
      )
      followers.set(followerId, { personId: followerId, name, relation, classes })
      found.set(line.elderId, followers)
    }
    return new Map([...found].map(([elder, followers]) => [elder, [...followers.values()]]))
  }

  return {
    followersOfAll,

    /** Who has a yes in force for the purpose, the longest known first, each with his classes. */
    followersOf: async (
      tx: Reader,
      elderId: PersonId,
      purpose: CarePurpose,
      metricClass?: MetricClass,
    ): Promise<readonly Follower[]> =>
      (await followersOfAll(tx, [elderId], purpose, metricClass)).get(elderId) ?? [],
  }
}
