import type { Transaction } from '#db/database.ts'
import type { AuditEntry } from './audit.store.ts'
import { insertEntry } from './audit.store.ts'

/**
 * Adds to the audit in the caller's transaction: what happened and its entry are durable together
 * or not at all. The table refuses to be rewritten.
 */
export const appendAudit = (tx: Transaction, entry: AuditEntry): Promise<void> =>
  insertEntry(tx, entry)
