import type { Transaction } from '#db/database.ts'
import { careDeskRoles } from '#shared/accounts/roles.ts'
import type { ShiftNote } from '#shared/alerts/shift.contract.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { ShiftNoteId, SubdistrictId, UnitId } from '#shared/ids.ts'
import { shiftNoteId } from '#shared/ids.ts'
import { careDeskTopic } from '#shared/readings/live-readings.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import type { AlertContext } from './alert-context.ts'
import type { NoteRow } from './shift-notes.store.ts'
import { countUnreadNotes, insertNote, listNotes, takeOver } from './shift-notes.store.ts'

const pageLength = 20
interface AtUnit {
  readonly subdistrictId: SubdistrictId
  readonly unitId: UnitId
}

/** What one shift leaves to the next, among those who hold a post of the unit. */
export const createShiftNotes = (context: AlertContext) => {
  const { accounts, clock, database, ids, liveBus } = context

  /** @throws Refusal not_found for a unit that is not his */
  const atWork = (actor: Actor, { subdistrictId, unitId }: AtUnit): void => {
    const posts = postsIn(actor, subdistrictId, careDeskRoles)
    if (!posts.some((post) => post.unitId === unitId)) throw new Refusal('not_found')
  }

  const viewsOf = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    notes: readonly NoteRow[],
  ): Promise<ShiftNote[]> => {
    const people = notes.flatMap(({ writtenBy, readBy }) =>
      readBy ? [writtenBy, readBy] : [writtenBy],
    )
    const labels = await accounts.labelsOf(tx, subdistrictId, [...new Set(people)])
    return notes.map((note) => ({
      noteId: shiftNoteId(note.noteId),
      text: note.text,
      writtenBy: labels.get(note.writtenBy) ?? '',
      writtenAt: note.writtenAt.toISOString(),
      readBy: note.readBy && (labels.get(note.readBy) ?? ''),
      readAt: note.readAt?.toISOString() ?? null,
    }))
  }

  const announce = (tx: Transaction, { subdistrictId, unitId }: AtUnit): void =>
    tx.afterCommit(() =>
      liveBus.publish({ topic: careDeskTopic(subdistrictId, unitId), kind: 'note', data: {} }),
    )

  const positionOf = (cursor: string | undefined) => {
    if (cursor === undefined) return undefined
    const match = /^(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor)
    if (!match?.[1] || !match[2])
      throw new Refusal('invalid_request', { where: 'query', field: 'cursor', rule: 'known' })
    return { at: new Date(Number(match[1])), noteId: match[2] }
  }

  return {
    /** @throws Refusal not_found | invalid_request */
    list: (actor: Actor, unit: AtUnit, cursor: string | undefined) =>
      database.inTransaction(async (tx) => {
        atWork(actor, unit)
        const rows = await listNotes(tx, unit, positionOf(cursor), pageLength + 1)
        const page = rows.slice(0, pageLength)
        const last = rows.length > pageLength ? page.at(-1) : undefined
        return {
          notes: await viewsOf(tx, unit.subdistrictId, page),
          unread: await countUnreadNotes(tx, unit),
          nextCursor: last ? `${last.writtenAt.getTime()}_${last.noteId}` : null,
        }
      }),

    /** @throws Refusal not_found */
    write: (actor: Actor, unit: AtUnit, text: string) =>
      database.inTransaction(async (tx) => {
        atWork(actor, unit)
        const { subdistrictId, unitId } = unit
        const note = {
          ...{ subdistrictId, unitId, noteId: shiftNoteId(ids.next()), text: text.trim() },
          ...{ writtenBy: actor.personId, writtenAt: clock.now(), readBy: null, readAt: null },
        }
        await insertNote(tx, note)
        announce(tx, unit)
        const [view] = await viewsOf(tx, subdistrictId, [note])
        if (!view) throw new Error('a written note has a view')
        return { note: view }
      }),

    /** @throws Refusal not_found */
    markRead: (actor: Actor, { noteId, ...unit }: AtUnit & { readonly noteId: ShiftNoteId }) =>
      database.inTransaction(async (tx) => {
        atWork(actor, unit)
        const note = await takeOver(tx, unit, noteId, actor.personId, clock.now())
        const [view] = note ? await viewsOf(tx, unit.subdistrictId, [note]) : []
        if (!view) throw new Refusal('not_found')
        announce(tx, unit)
        return { note: view }
      }),
  }
}
export type ShiftNotes = ReturnType<typeof createShiftNotes>
