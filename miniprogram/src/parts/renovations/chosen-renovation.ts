import type { RenovationId } from '#shared/ids.ts'
import { renovationId } from '#shared/ids.ts'
import { readDraft, writeDraft } from '../../platform/storage.ts'

// Among the drafts, so that it goes when the person signs out.
const draft = 'whose-waste'
const asText = (stored: unknown): string | null => (typeof stored === 'string' ? stored : null)

/** The renovation somebody last wanted waste of hauled: chosen beforehand when the haul is confirmed. */
export const rememberRenovation = (id: RenovationId): Promise<boolean> => writeDraft(draft, id)

export const lastRenovation = async (): Promise<RenovationId | null> => {
  const kept = await readDraft(draft, asText)
  return kept === null ? null : renovationId(kept)
}
