import { and, count, desc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { shiftNotes } from '#db/schema/alerts.ts'
import type { PersonId, ShiftNoteId, SubdistrictId, UnitId } from '#shared/ids.ts'

export type NoteRow = typeof shiftNotes.$inferSelect
interface AtUnit {
  readonly subdistrictId: SubdistrictId
  readonly unitId: UnitId
}

const atUnit = ({ subdistrictId, unitId }: AtUnit) =>
  and(eq(shiftNotes.subdistrictId, subdistrictId), eq(shiftNotes.unitId, unitId))

export const insertNote = async (
  tx: Transaction,
  note: typeof shiftNotes.$inferInsert,
): Promise<void> => {
  await tx.insert(shiftNotes).values(note)
}

export const listNotes = (
  tx: Reader,
  unit: AtUnit,
  before: { readonly at: Date; readonly noteId: string } | undefined,
  limit: number,
): Promise<NoteRow[]> =>
  tx
    .select()
    .from(shiftNotes)
    .where(
      and(
        atUnit(unit),
        before &&
          or(
            lt(shiftNotes.writtenAt, before.at),
            and(
              eq(shiftNotes.writtenAt, before.at),
              sql`${shiftNotes.noteId} < ${before.noteId}::uuid`,
            ),
          ),
      ),
    )
    .orderBy(desc(shiftNotes.writtenAt), desc(shiftNotes.noteId))
    .limit(limit)

export const countUnreadNotes = async (tx: Reader, unit: AtUnit): Promise<number> => {
  const [row] = await tx
    .select({ unread: count() })
    .from(shiftNotes)
    .where(and(atUnit(unit), isNull(shiftNotes.readAt)))
  return row?.unread ?? 0
}

/** The first who takes it over stays; whoever comes later changes nothing. */
export const takeOver = async (
  tx: Transaction,
  unit: AtUnit,
  noteId: ShiftNoteId,
  readBy: PersonId,
  now: Date,
): Promise<NoteRow | undefined> => {
  await tx
    .update(shiftNotes)
    .set({ readBy, readAt: now })
    .where(and(atUnit(unit), eq(shiftNotes.noteId, noteId), isNull(shiftNotes.readAt)))
  const [note] = await tx
    .select()
    .from(shiftNotes)
    .where(and(atUnit(unit), eq(shiftNotes.noteId, noteId)))
  return note
}
