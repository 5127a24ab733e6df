import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { personProfiles } from '#db/schema/relatives.ts'
import type { PersonId, PostId } from '#shared/ids.ts'
import type { Residence } from '#shared/relatives/relations.ts'

export interface ProfileRow {
  readonly personId: PersonId
  readonly bornOn: string | null
  readonly idNumberEncrypted: string | null
  readonly idTailEncrypted: string | null
  readonly residence: Residence | null
  readonly assessedLevel: number | null
  readonly verifiedAt: Date | null
}

export const findProfile = async (
  tx: Reader,
  personId: PersonId,
): Promise<ProfileRow | undefined> => {
  const [found] = await tx
    .select({
      personId: personProfiles.personId,
      bornOn: personProfiles.bornOn,
      idNumberEncrypted: personProfiles.idNumberEncrypted,
      idTailEncrypted: personProfiles.idTailEncrypted,
      residence: personProfiles.residence,
      assessedLevel: personProfiles.assessedLevel,
      verifiedAt: personProfiles.verifiedAt,
    })
    .from(personProfiles)
    .where(eq(personProfiles.personId, personId))
  return found
}

export interface Facts {
  readonly bornOn?: string
  readonly residence?: Residence | null
  readonly assessedLevel?: number | null
  readonly idNumberEncrypted?: string
  readonly idNumberIndex?: string
  readonly idTailEncrypted?: string
  readonly verifiedAt?: Date
  readonly verifiedByPost?: PostId | null
}

/** Writes down facts, over what was there. A second ID number in use violates a unique index. */
export const saveFacts = async (
  tx: Transaction,
  personId: PersonId,
  facts: Facts,
): Promise<void> => {
  await tx
    .insert(personProfiles)
    .values({ personId, ...facts })
    .onConflictDoUpdate({ target: personProfiles.personId, set: { personId, ...facts } })
}

/** What a person says of himself; false when a counter has verified what is on file. */
export const saveUnverified = async (
  tx: Transaction,
  personId: PersonId,
  facts: Pick<Facts, 'bornOn' | 'residence'>,
): Promise<boolean> => {
  const written = await tx
    .insert(personProfiles)
    .values({ personId, ...facts })
    .onConflictDoUpdate({
      target: personProfiles.personId,
      set: { personId, ...facts },
      setWhere: isNull(personProfiles.verifiedAt),
    })
    .returning({ personId: personProfiles.personId })
  return written.length === 1
}

/** Sealed last digits of ID numbers; people whose number is not on file are missing. */
export const findIdTails = async (
  tx: Reader,
  personIds: readonly PersonId[],
): Promise<{ personId: PersonId; idTailEncrypted: string | null }[]> =>
  tx
    .select({
      personId: personProfiles.personId,
      idTailEncrypted: personProfiles.idTailEncrypted,
    })
    .from(personProfiles)
    .where(
      and(
        inArray(personProfiles.personId, [...personIds]),
        isNotNull(personProfiles.idTailEncrypted),
      ),
    )

/** Whose ID number it is, if anybody's. */
export const personWithIdNumber = async (
  tx: Reader,
  idNumberIndex: string,
): Promise<PersonId | undefined> => {
  const [found] = await tx
    .select({ personId: personProfiles.personId })
    .from(personProfiles)
    .where(eq(personProfiles.idNumberIndex, idNumberIndex))
  return found?.personId
}
