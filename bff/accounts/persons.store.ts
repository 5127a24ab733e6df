import { and, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { consents, persons } from '#db/schema/accounts.ts'
import type { ConsentPurpose } from '#shared/accounts/accounts.contract.ts'
import type { PersonId, PlaceId, SubdistrictId } from '#shared/ids.ts'

export interface PersonRow {
  readonly personId: PersonId
  readonly displayName: string
  readonly phoneEncrypted: string | null
  readonly phoneIndex: string | null
  readonly wecomUserId: string | null
  readonly largeType: boolean
  readonly homeSubdistrictId: string | null
  readonly homePlaceId: PlaceId | null
  readonly homeDoorNo: string | null
  readonly createdAt: Date
  readonly deletedAt: Date | null
}

export const findPerson = async (
  tx: Reader,
  personId: PersonId,
): Promise<PersonRow | undefined> => {
  const [found] = await tx.select().from(persons).where(eq(persons.personId, personId))
  return found
}

/** As `findPerson`; nobody else changes him or gives him a post until the transaction ends. */
export const lockPerson = async (
  tx: Transaction,
  personId: PersonId,
): Promise<PersonRow | undefined> => {
  const [found] = await tx
    .select()
    .from(persons)
    .where(eq(persons.personId, personId))
    .for('update')
  return found
}

/** Who has this user id in 政务微信. */
export const personWithWecom = async (
  tx: Transaction,
  wecomUserId: string,
): Promise<PersonId | undefined> => {
  const [found] = await tx
    .select({ personId: persons.personId })
    .from(persons)
    .where(eq(persons.wecomUserId, wecomUserId))
  return found?.personId
}

export const namesOf = (tx: Transaction, personIds: readonly PersonId[]) =>
  tx
    .select({ personId: persons.personId, displayName: persons.displayName })
    .from(persons)
    .where(inArray(persons.personId, [...personIds]))

/** Adds a person; false when one with this id or phone is there already. */
export const insertPerson = async (
  tx: Transaction,
  person: Pick<PersonRow, 'personId' | 'displayName' | 'createdAt'> & Partial<PersonRow>,
): Promise<boolean> => {
  const added = await tx
    .insert(persons)
    .values(person)
    .onConflictDoNothing()
    .returning({ personId: persons.personId })
  return added.length === 1
}

export const removePerson = async (tx: Transaction, personId: PersonId): Promise<void> => {
  await tx.delete(persons).where(eq(persons.personId, personId))
}

export const updatePerson = async (
  tx: Transaction,
  personId: PersonId,
  changes: Partial<Omit<PersonRow, 'personId' | 'createdAt' | 'homeSubdistrictId'>> & {
    readonly homeSubdistrictId?: SubdistrictId | null
  },
): Promise<void> => {
  await tx.update(persons).set(changes).where(eq(persons.personId, personId))
}

export const consentsOf = (tx: Transaction, personId: PersonId) =>
  tx
    .select({
      purpose: consents.purpose,
      textVersion: consents.textVersion,
      channel: consents.channel,
      givenAt: consents.givenAt,
      withdrawnAt: consents.withdrawnAt,
    })
    .from(consents)
    .where(eq(consents.personId, personId))
    .orderBy(consents.givenAt)

/** Adds to the ledger unless this very text is agreed to already. */
export const insertConsent = async (
  tx: Transaction,
  consent: {
    consentId: string
    personId: PersonId
    purpose: ConsentPurpose
    textVersion: string
    channel: string
    givenAt: Date
  },
): Promise<void> => {
  const { personId, purpose, textVersion, givenAt } = consent
  await tx
    .update(consents)
    .set({ withdrawnAt: givenAt })
    .where(
      and(
        eq(consents.personId, personId),
        eq(consents.purpose, purpose),
        ne(consents.textVersion, textVersion),
        isNull(consents.withdrawnAt),
      ),
    )
  await tx.insert(consents).values(consent).onConflictDoNothing()
}

/** Withdraws one purpose, or all of them. */
export const withdrawConsents = async (
  tx: Transaction,
  personId: PersonId,
  now: Date,
  purpose?: ConsentPurpose,
): Promise<void> => {
  await tx
    .update(consents)
    .set({ withdrawnAt: now })
    .where(
      and(
        eq(consents.personId, personId),
        isNull(consents.withdrawnAt),
        purpose === undefined ? undefined : eq(consents.purpose, purpose),
      ),
    )
}
