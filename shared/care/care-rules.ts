/** On whose yes somebody is measured or followed. */
export const careConsentBases = ['self', 'guardian', 'on_paper'] as const
export type CareConsentBasis = (typeof careConsentBases)[number]

/** What a follower may do with a class: see it, be alarmed by it. */
export const carePurposes = ['view', 'alerts'] as const
export type CarePurpose = (typeof carePurposes)[number]

export const pauseReasons = ['out', 'hospital', 'device', 'other'] as const
export type PauseReason = (typeof pauseReasons)[number]
