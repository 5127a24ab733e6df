import type { Transaction } from '#db/database.ts'
import { auditEntries } from '#db/schema/accounts.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'

/** Who did what to what. `detail` holds ids and facts, never personal data. */
export interface AuditEntry {
  readonly at: Date
  /** Null: nobody's subdistrict (one's own account). */
  readonly subdistrictId: SubdistrictId | null
  /** Null: the system itself. */
  readonly actorPersonId: PersonId | null
  /** `post.given`, `phone.revealed` … */
  readonly action: string
  readonly objectKind: string
  readonly objectId: string
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

export const insertEntry = async (tx: Transaction, entry: AuditEntry): Promise<void> => {
  await tx.insert(auditEntries).values({ ...entry, detail: { ...entry.detail } })
}
