/** Classes of community affairs (社区事务), as the hall sorts them. */
export const itemClasses = [
  'elders',
  'medical_insurance',
  'social_insurance',
  'jobs',
  'relief',
  'household',
  'residence',
  'birth_family',
  'disability',
  'housing',
  'veterans',
  'education',
  'archives',
  'union',
  'passing',
] as const
export type ItemClass = (typeof itemClasses)[number]

/** Situations of life (人生事件), after the list of 国办发〔2025〕24号: from birth to after death. */
export const situations = [
  'child_born',
  'school',
  'first_job',
  'out_of_work',
  'come_to_city',
  'marriage',
  'home',
  'falls_ill',
  'retires',
  'grows_old',
  'needs_care',
  'hard_times',
  'disabled',
  'card_lost',
  'somebody_died',
] as const
export type Situation = (typeof situations)[number]

export const audiences = [
  'elder',
  'family',
  'parent',
  'worker',
  'jobless',
  'newcomer',
  'disabled',
  'low_income',
  'veteran',
  'anyone',
] as const
export type Audience = (typeof audiences)[number]

/** 事项类型 (taskType). */
export const powerTypes = ['public_service', 'payment', 'confirmation', 'permit', 'other'] as const
/** 行使层级 (useLevel). */
export const useLevels = ['city', 'district', 'subdistrict'] as const
/** 办件类型 (projectType): done at once, or within a promised time. */
export const projectTypes = ['immediate', 'promised'] as const
/** 特别程序 of a promised one: checked first, approved after (前审后批), or handled straight away. */
export const procedures = ['straight', 'check_then_approve'] as const
export const dayUnits = ['working_day', 'day'] as const
/** 办理形式 (handleType). */
export const handleForms = ['counter', 'online', 'mail', 'terminal', 'home', 'phone'] as const
export type HandleForm = (typeof handleForms)[number]
/** 结果类型 (resultType): none, a certificate, a document, a decision, money or a service. */
export const resultTypes = ['none', 'certificate', 'document', 'decision', 'benefit'] as const
/** 结果送达. */
export const deliveries = ['pickup', 'mail', 'electronic', 'account'] as const
/** 通办: where else it may be done. */
export const handleAreas = ['subdistrict', 'district', 'city', 'delta'] as const
/** Where it is handled; sites of these kinds are found by the guide. */
export const handlePlaces = ['hall', 'self_service', 'neighbourhood'] as const
export type HandlePlace = (typeof handlePlaces)[number]

/**
 * 材料可信等级 (国办函〔2016〕108号): A from its issuer, B seen at a window and reusable, C uploaded and
 * to be compared with the original, D declared by oneself.
 */
export const trustLevels = ['A', 'B', 'C', 'D'] as const
export const materialSources = ['own', 'government', 'other_body', 'here'] as const
export const materialForms = ['original', 'copy', 'both', 'electronic'] as const

export const households = ['here', 'city', 'elsewhere'] as const
export type Household = (typeof households)[number]

/** What an item came from; generated ones make scale real and are left out of search figures. */
export const provenances = ['official', 'demo', 'demo_generated'] as const
export type Provenance = (typeof provenances)[number]
