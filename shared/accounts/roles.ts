/** What a post lets its holder do. A person may hold several posts, one after another or at once. */
export const roles = [
  'resident',
  'elder',
  'family_follower',
  'neighbourhood_officer',
  'grid_head',
  'hotline_clerk',
  'duty_officer',
  'handler',
  'site_clerk',
  'provider_staff',
  'property_staff',
  'care_staff',
  'gate_guard',
  'community_police',
  'volunteer',
  'administrator',
] as const

export type Role = (typeof roles)[number]

/** Posts that work on cases. */
export const caseStaffRoles = [
  'neighbourhood_officer',
  'grid_head',
  'hotline_clerk',
  'duty_officer',
  'handler',
  'community_police',
] as const satisfies readonly Role[]

/** Posts of the duty desk: they see every case of the subdistrict and decide unclear ones. */
export const dutyDeskRoles = ['duty_officer', 'hotline_clerk'] as const satisfies readonly Role[]

/** Posts that call or visit whom no message reaches. */
export const callingRoles = [
  'site_clerk',
  'neighbourhood_officer',
  'duty_officer',
  'hotline_clerk',
] as const satisfies readonly Role[]

/** Posts that work with bookings: at a site, in a provider, or at the desk of the subdistrict. */
export const bookingStaffRoles = [
  'site_clerk',
  'provider_staff',
  'neighbourhood_officer',
  'duty_officer',
  'hotline_clerk',
  'administrator',
] as const satisfies readonly Role[]

/** Posts that an elder's alerts may reach: his home's staff, his 居委, the duty desk. */
export const careDeskRoles = [
  'care_staff',
  'neighbourhood_officer',
  'duty_officer',
] as const satisfies readonly Role[]

/** Posts that look after devices: of their own care home or 居委; the administrator after all. */
export const deviceStaffRoles = [
  'care_staff',
  'neighbourhood_officer',
  'administrator',
] as const satisfies readonly Role[]

/** Posts that write the guide's items. */
export const guideEditorRoles = ['administrator'] as const satisfies readonly Role[]
