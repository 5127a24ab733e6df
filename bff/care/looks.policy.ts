import { lookMinutes } from '#shared/care/care-rules.ts'
import { personId } from '#shared/ids.ts'
import type { LookPosition } from './looks.store.ts'

/** A sitting that was still going on then goes on now. */
export const sittingSince = (now: Date): Date => new Date(now.getTime() - lookMinutes * 60_000)

export const cursorOf = ({ lastAt, viewerId }: LookPosition): string =>
  `${lastAt.getTime()}_${viewerId}`

/** Undefined for a cursor that is none of ours. */
export const positionOf = (cursor: string): LookPosition | undefined => {
  const match = /^(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor)
  return match?.[1] && match[2]
    ? { lastAt: new Date(Number(match[1])), viewerId: personId(match[2]) }
    : undefined
}
