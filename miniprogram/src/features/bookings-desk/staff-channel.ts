/** How somebody came for whom staff book; the telephone first, as it is the most usual. */
export const channels = ['phone', 'counter', 'walk_in'] as const
export type StaffChannel = (typeof channels)[number]

/** The one a page was opened with; by phone unless told. */
export const channelOf = (asked: string | undefined): StaffChannel =>
  channels.find((channel) => channel === asked) ?? 'phone'
