import { createHash } from 'node:crypto'
import type { Transaction } from '#db/database.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, PlaceId, SubdistrictId, UnitId } from '#shared/ids.ts'
import { renovationId as asRenovation } from '#shared/ids.ts'
import type { RenovationNoticeKind } from '#shared/notices/notices.contract.ts'
import { noticeWords, renovationNoticeBody } from '#shared/notices/notices.words.ts'
import { currentPledge, pledgeText } from '#shared/renovations/pledge.words.ts'
import type {
  acknowledgeRenovation,
  RenovationView,
  registerRenovation,
} from '#shared/renovations/renovations.contract.ts'
import { daysWords, scopeWords } from '#shared/renovations/renovations.words.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { RenovationNeeds } from './renovation-needs.ts'
import type { RenovationReading } from './renovation-reading.ts'
import { approveDays, sidesOf } from './renovations.policy.ts'
import type { NewRenovation, RenovationKey } from './renovations.store.ts'
import { insertRenovation, markSeen } from './renovations.store.ts'

const pledgeHash = createHash('sha256').update(pledgeText(currentPledge)).digest('hex')

type Registered = BodyOf<typeof registerRenovation>

/** Registering with property and 居委 in one step (双报备), and their word that they have seen it. */
export const createRegistering = (
  { clock, database, ids }: Pick<Platform, 'clock' | 'database' | 'ids'>,
  {
    accounts,
    notices,
    places,
    relatives,
  }: Pick<RenovationNeeds, 'accounts' | 'notices' | 'places' | 'relatives'>,
  reading: RenovationReading,
) => {
  /** The property's office of the estate and the 居委 of the address; either may be missing. */
  const unitsFor = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    placeId: PlaceId,
    doorNo: string,
  ) => {
    await places.place(tx, subdistrictId, placeId)
    const kept = { placeId, doorNo, longitude: null, latitude: null }
    const answer = await places.answerFor(tx, subdistrictId, kept)
    const units = await places.unitsOf(tx, subdistrictId)
    const [only, another] = answer?.neighbourhoods ?? []
    const estateId = answer?.estate?.placeId ?? placeId
    const property = units.find((unit) => unit.kind === 'property' && unit.placeId === estateId)
    const committee =
      only && !another
        ? await places.unitOfNeighbourhood(tx, subdistrictId, only.placeId)
        : undefined
    return {
      label: answer?.label ?? doorNo,
      propertyUnitId: property?.unitId ?? null,
      neighbourhoodUnitId: committee?.unitId ?? null,
    }
  }

  const tell = async (
    tx: Transaction,
    kind: RenovationNoticeKind,
    personIds: readonly PersonId[],
    row: Pick<
      NewRenovation,
      'subdistrictId' | 'renovationId' | 'scope' | 'startsOn' | 'endsOn' | 'placeLabel'
    >,
    once: string,
    said: readonly string[] = [],
  ): Promise<void> => {
    const about = [scopeWords[row.scope], daysWords(row.startsOn, row.endsOn), row.placeLabel]
    await notices.tell(tx, {
      personIds,
      kind,
      subdistrictId: row.subdistrictId,
      matter: null,
      title: noticeWords[kind].title,
      body: renovationNoticeBody(kind, [...about, ...said]),
      urgency: 'normal',
      once: `${row.renovationId}:${once}`,
      what: scopeWords[row.scope],
    })
  }

  const holdersOf = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    unitId: UnitId | null,
    role: 'property_staff' | 'neighbourhood_officer',
  ): Promise<PersonId[]> =>
    unitId === null
      ? []
      : (await accounts.postsHolding(tx, { subdistrictId, unitId, role })).map(
          ({ personId }) => personId,
        )

  const insert = async (
    tx: Transaction,
    actor: Actor,
    key: RenovationKey,
    filled: Registered,
  ): Promise<void> => {
    const { subdistrictId } = key
    const now = clock.now()
    const { personId, placeId, scope, startsOn, endsOn } = filled
    if (filled.pledgeVersion !== currentPledge.version)
      throw new Refusal('pledge_outdated', { version: currentPledge.version })
    if (!(await reading.isHis(tx, actor, personId))) throw new Refusal('not_his_relative')
    approveDays(startsOn, endsOn, shanghaiDay(now))
    const doorNo = filled.doorNo.trim()
    const { label, ...units } = await unitsFor(tx, subdistrictId, placeId, doorNo)
    const row = {
      ...key,
      ...units,
      personId,
      registeredBy: actor.personId,
      placeId,
      doorNo,
      placeLabel: label,
      scope,
      startsOn,
      endsOn,
      contractor: filled.contractor.trim(),
      pledgeVersion: currentPledge.version,
      pledgeHash,
      pledgeSignedBy: filled.signedName.trim(),
      registeredAt: now,
      remarks: [],
    }
    await insertRenovation(tx, row)
    await relatives.noteServed(tx, subdistrictId, personId)
    const both = [
      ...(await holdersOf(tx, subdistrictId, row.propertyUnitId, 'property_staff')),
      ...(await holdersOf(tx, subdistrictId, row.neighbourhoodUnitId, 'neighbourhood_officer')),
    ]
    await tell(tx, 'renovation_new', both, row, 'new')
  }

  const see = async (
    tx: Transaction,
    actor: Actor,
    key: RenovationKey,
    said: string,
  ): Promise<void> => {
    const record = await reading.recordFor(tx, actor, key)
    const sides = sidesOf(actor, record)
    if (sides.length === 0) throw new Refusal('not_allowed')
    const now = clock.now()
    const from = await accounts.labelOf(tx, key.subdistrictId, actor.personId)
    const remark = said === '' ? undefined : { from, text: said, at: now.toISOString() }
    await markSeen(tx, key, sides, remark, now)
    const people = [record.personId, ...(await relatives.bookersOf(tx, record.personId))]
    // A look is told once for each side, a word every time.
    const once = remark ? `said:${now.toISOString()}` : `seen:${sides.join('+')}`
    await tell(tx, 'renovation_seen', people, record, once, remark ? [`${from}：${said}`] : [from])
  }

  return {
    /**
     * @throws Refusal not_found (no such subdistrict) | not_his_relative | pledge_outdated |
     * renovation_days | place_unknown | place_elsewhere
     */
    register: (
      actor: Actor,
      subdistrictId: SubdistrictId,
      once: IdempotencyKey,
      filled: Registered,
    ): Promise<RenovationView> =>
      database.inTransaction(async (tx) => {
        await places.subdistrict(tx, subdistrictId)
        const key = { subdistrictId, renovationId: asRenovation(ids.next()) }
        const { result } = await doOnce(tx, actor, once, clock.now(), key, () =>
          insert(tx, actor, key, filled),
        )
        return reading.view(tx, actor, result)
      }),

    /** @throws Refusal not_found | not_allowed (sees it, but answers for neither side) */
    acknowledge: (
      actor: Actor,
      { subdistrictId, renovationId }: RenovationKey,
      once: IdempotencyKey,
      { remark }: BodyOf<typeof acknowledgeRenovation>,
    ): Promise<RenovationView> =>
      database.inTransaction(async (tx) => {
        const key = { subdistrictId, renovationId }
        await doOnce(tx, actor, once, clock.now(), key, () => see(tx, actor, key, remark.trim()))
        return reading.view(tx, actor, key)
      }),
  }
}
