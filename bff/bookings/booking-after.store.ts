import type { Transaction } from '#db/database.ts'
import { bookingRatings, wishes } from '#db/schema/bookings.ts'

/** False when it was rated already. */
export const insertRating = async (
  tx: Transaction,
  rating: typeof bookingRatings.$inferInsert,
): Promise<boolean> => {
  const written = await tx
    .insert(bookingRatings)
    .values(rating)
    .onConflictDoNothing()
    .returning({ bookingId: bookingRatings.bookingId })
  return written.length === 1
}

export const insertWish = async (
  tx: Transaction,
  wish: typeof wishes.$inferInsert,
): Promise<void> => {
  await tx.insert(wishes).values(wish)
}
