/** Where a case stands. `review`: the duty desk decides where it goes. */
export const caseStatuses = [
  'review',
  'assigned',
  'accepted',
  'on_site',
  'closed',
  'withdrawn',
] as const
export type CaseStatus = (typeof caseStatuses)[number]

export const openStatuses = [
  'review',
  'assigned',
  'accepted',
  'on_site',
] as const satisfies readonly CaseStatus[]

/** The one table of moves: from which statuses each one leads where. */
export const caseMoves = {
  dispatch: { from: ['review', 'assigned', 'accepted', 'on_site'], to: 'assigned' },
  accept: { from: ['assigned'], to: 'accepted' },
  arrive: { from: ['accepted'], to: 'on_site' },
  close: { from: ['accepted', 'on_site'], to: 'closed' },
  give_back: { from: ['assigned', 'accepted', 'on_site'], to: 'review' },
  withdraw: { from: ['review', 'assigned'], to: 'withdrawn' },
  reopen: { from: ['closed'], to: 'accepted' },
  // What another feature carries out itself, e.g. a booked haul: done, or not wanted any more.
  fulfil: { from: openStatuses, to: 'closed' },
  drop: { from: openStatuses, to: 'withdrawn' },
} as const satisfies Record<
  string,
  { readonly from: readonly CaseStatus[]; readonly to: CaseStatus }
>

export type CaseMove = keyof typeof caseMoves

export const canMove = (status: CaseStatus, move: CaseMove): boolean => {
  const from: readonly CaseStatus[] = caseMoves[move].from
  return from.includes(status)
}

/** What a viewer may do with a case right now; the server works it out, the pages show it. */
export const caseActions = [
  'accept',
  'contact',
  'arrive',
  'progress',
  'note',
  'close',
  'dispatch',
  'give_back',
  'reveal_phone',
  'supplement',
  'withdraw',
  'rate',
] as const
export type CaseAction = (typeof caseActions)[number]

/** Five colours, most severe first (R7, 静安寺's 五色管理法). Kept as 5 … 1 in the database. */
export const severities = ['red', 'orange', 'yellow', 'blue', 'green'] as const
export type Severity = (typeof severities)[number]

export const caseSources = [
  'resident',
  'staff_patrol',
  'hotline_12345',
  'police_110',
  'sensor',
  'care_alert',
  'city_platform',
] as const
export type CaseSource = (typeof caseSources)[number]

export const clockKinds = ['first_contact', 'resolve'] as const
export type ClockKind = (typeof clockKinds)[number]

/** Why a case waits for the duty desk instead of going straight to a unit. */
export const reviewReasons = [
  'no_type',
  'type_unsure',
  'no_place',
  'two_neighbourhoods_claim',
  'place_outside',
  'no_unit',
  'given_back',
  'text_risky',
] as const
export type ReviewReason = (typeof reviewReasons)[number]

export const timelineKinds = [
  'filed',
  'imported',
  'sent_to_review',
  'dispatched',
  'accepted',
  'contact_attempted',
  'arrived',
  'progressed',
  'note_added',
  'given_back',
  'supplemented',
  'withdrawn',
  'closed',
  'historic_reply',
  'rated',
  'reopened',
  'deadline_missed',
  'text_checked',
  'phone_revealed',
] as const
export type TimelineKind = (typeof timelineKinds)[number]

export const contactChannels = ['phone', 'visit', 'message'] as const
export const contactResults = ['reached', 'no_answer', 'wrong_number', 'refused'] as const
export const photoStages = ['report', 'before', 'after'] as const
export const closeOutcomes = ['solved', 'explained', 'not_solvable'] as const
export const answers = ['yes', 'no'] as const
export const textChecks = ['pending', 'passed', 'review', 'risky'] as const

export type ContactChannel = (typeof contactChannels)[number]
export type ContactResult = (typeof contactResults)[number]
export type PhotoStage = (typeof photoStages)[number]
export type CloseOutcome = (typeof closeOutcomes)[number]
export type Answer = (typeof answers)[number]
export type TextCheck = (typeof textChecks)[number]

/** 5 = red … 1 = green, as kept in the database. */
export const severityRank = (severity: Severity): number => 5 - severities.indexOf(severity)
export const severityOf = (rank: number): Severity => severities[5 - rank] ?? 'green'
