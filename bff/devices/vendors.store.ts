import { and, asc, eq } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { deviceVendors, vendorRequests } from '#db/schema/devices.ts'
import type { SubdistrictId } from '#shared/ids.ts'

export type VendorRow = typeof deviceVendors.$inferSelect

export const findVendors = (tx: Reader, subdistrictId: SubdistrictId): Promise<VendorRow[]> =>
  tx
    .select()
    .from(deviceVendors)
    .where(eq(deviceVendors.subdistrictId, subdistrictId))
    .orderBy(asc(deviceVendors.code))

/** Codes are one vendor's, wherever. */
export const findVendor = async (tx: Reader, code: string): Promise<VendorRow | undefined> => {
  const [found] = await tx.select().from(deviceVendors).where(eq(deviceVendors.code, code))
  return found
}

/** Adds a vendor; false when there is one of this code. */
export const insertVendor = async (
  tx: Transaction,
  vendor: typeof deviceVendors.$inferInsert,
): Promise<boolean> => {
  const added = await tx
    .insert(deviceVendors)
    .values(vendor)
    .onConflictDoNothing()
    .returning({ code: deviceVendors.code })
  return added.length === 1
}

/** The secret in use becomes the former one; undefined when there is no such vendor. */
export const replaceSecret = async (
  tx: Transaction,
  key: { readonly subdistrictId: SubdistrictId; readonly code: string },
  secretSealed: string,
  formerUntil: Date | null,
): Promise<VendorRow | undefined> => {
  const [changed] = await tx
    .update(deviceVendors)
    .set({
      secretSealed,
      formerSecretSealed: formerUntil === null ? null : deviceVendors.secretSealed,
      formerUntil,
    })
    .where(
      and(eq(deviceVendors.subdistrictId, key.subdistrictId), eq(deviceVendors.code, key.code)),
    )
    .returning()
  return changed
}

/** Takes a signed request once; false when it was taken before. */
export const takeNonce = async (
  tx: Transaction,
  request: typeof vendorRequests.$inferInsert,
): Promise<boolean> => {
  const taken = await tx
    .insert(vendorRequests)
    .values(request)
    .onConflictDoNothing()
    .returning({ nonce: vendorRequests.nonce })
  return taken.length === 1
}
