import type { Role } from '../accounts/roles.ts'

/** On whose yes somebody is measured or followed. */
export const careConsentBases = ['self', 'guardian', 'on_paper'] as const
export type CareConsentBasis = (typeof careConsentBases)[number]

/** What a follower may do with a class: see it, be alarmed by it. */
export const carePurposes = ['view', 'alerts'] as const
export type CarePurpose = (typeof carePurposes)[number]

export const pauseReasons = ['out', 'hospital', 'device', 'other'] as const
export type PauseReason = (typeof pauseReasons)[number]

/**
 * The one word about somebody, the first that is true: an open alert, something to look at, a pause,
 * a device that is silent, a probe that is off, nothing measured yet, all well; or nothing that the
 * reader may know.
 */
export const careStatusKinds = [
  'alert',
  'look',
  'paused',
  'device_offline',
  'no_signal',
  'quiet',
  'well',
  'no_consent',
] as const
export type CareStatusKind = (typeof careStatusKinds)[number]

/** As what somebody looks at an elder's readings. */
export const lookKinds = ['self', 'follower', 'care_staff', 'break_glass'] as const
export type LookKind = (typeof lookKinds)[number]

/** What was looked at. */
export const lookScopes = [
  'live',
  'chart',
  'sleep',
  'activity',
  'wall',
  'summary',
  'alerts',
  'export',
] as const
export type LookScope = (typeof lookScopes)[number]

/** Posts that look after elders: of the care home, and of the 居委 for those at home. */
export const careStaffRoles = [
  'care_staff',
  'neighbourhood_officer',
] as const satisfies readonly Role[]
/** Who may break the glass: it is the desk that alerts climb to. */
export const glassRoles = ['duty_officer'] as const satisfies readonly Role[]

/** Of the text that is read before a yes; see care.words. */
export const careConsentTextVersion = '2026-12' as const

/** A family may live far away: a code is told on the phone, and alone opens nothing. */
export const inviteHours = 72
export const inviteDigits = 8
/** As with the codes of relatives: wrong ones within the hour. */
export const maxInviteTries = 5
export const inviteTriesMinutes = 60
export const maxOpenInvites = 10
export const maxFollowers = 20
/** A look within so long of the last of the same sitting extends it. */
export const lookMinutes = 10
export const glassMinutes = 30
/** A pause always ends; a longer one is set again by somebody who has thought of it again. */
export const maxPauseDays = 60
/** Days of one export, both ends counted. */
export const maxExportDays = 31
