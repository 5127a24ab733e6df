import type { ItemFields, When } from './item-fields.ts'

/** Rules between fields. The first nine are those a province checks (guide C4.2); the rest is ours. */
export const itemRules = [
  'promise_is_promised',
  'promise_is_checked_first',
  'visits_have_reason',
  'no_visit_no_reason',
  'remote_takes_mail',
  'depth_four_no_visit',
  'fee_complete',
  'fee_says_online',
  'result_fits_name',
  'basic_code_shape',
  'promise_within_legal',
  'legal_known',
  'immediate_is_now',
  'basis_given',
  'dept_given',
  'summary_given',
  'condition_given',
  'steps_given',
  'forms_given',
  'forms_once',
  'depth_is_form',
  'online_has_url',
  'terminal_is_form',
  'terminal_has_place',
  'counter_has_place',
  'hours_given',
  'result_named',
  'mail_result_possible',
  'audience_given',
  'situation_given',
  'alias_given',
  'phone_given',
  'material_once',
  'material_counted',
  'material_declared',
  'material_of_issuer',
  'material_note',
  'when_in_words',
  'when_ages',
  'appointment_places',
  'bundle_of_others',
  'dates_in_order',
] as const
export type ItemRule = (typeof itemRules)[number]

/** A broken rule, and where: `materials[2]`. */
export interface Finding {
  readonly rule: ItemRule
  readonly at: string
}

type Rule = (item: ItemFields) => readonly string[] | boolean

const hasCondition = ({ proxy, household, ageFrom, ageTo }: When): boolean =>
  proxy !== null || household !== null || ageFrom !== null || ageTo !== null

/** Where something is so in a list. */
const where = <T>(list: string, of: readonly T[], is: (one: T, at: number) => boolean): string[] =>
  of.flatMap((one, at) => (is(one, at) ? [`${list}[${at}]`] : []))

const repeated = (list: string, of: readonly string[]): string[] =>
  where(list, of, (one, at) => of.indexOf(one) < at)

const isRemote = ({ visits }: ItemFields): boolean => visits === 0

/** The last word of a result's name says what it is: …证 is issued, …批复 is a document. */
const resultMisfits = ({ resultName, resultType }: ItemFields): boolean =>
  (/[证卡册]$/.test(resultName) && resultType !== 'certificate') ||
  (/(书|批复|通知|文件|单|表)$/.test(resultName) && !['document', 'decision'].includes(resultType))

/** Answers true (broken as a whole) or the places where it is broken. */
const broken: Readonly<Record<ItemRule, Rule>> = {
  promise_is_promised: (i) =>
    i.promised.days > 0 && i.projectType !== 'promised' && ['projectType'],
  promise_is_checked_first: (i) =>
    i.projectType === 'promised' && i.procedure !== 'check_then_approve' && ['procedure'],
  visits_have_reason: (i) =>
    i.visits > 0 && ['', '无'].includes(i.visitReason.trim()) && ['visitReason'],
  no_visit_no_reason: (i) => isRemote(i) && i.visitReason.trim() !== '无' && ['visitReason'],
  remote_takes_mail: (i) =>
    isRemote(i) &&
    i.onlineDepth === 0 &&
    !i.handleForms.some((form) => form === 'mail' || form === 'phone') && ['handleForms'],
  depth_four_no_visit: (i) => i.onlineDepth === 4 && i.visits > 0 && ['visits'],
  fee_complete: (i) =>
    i.fee !== null && [i.fee.name, i.fee.standard, i.fee.basis].includes('') && ['fee'],
  fee_says_online: (i) => i.fee !== null && i.fee.payOnline === null && ['fee.payOnline'],
  result_fits_name: (i) => resultMisfits(i) && ['resultType'],
  basic_code_shape: (i) => !/^[0-9A-Z]{12}$/.test(i.basicCode) && ['basicCode'],
  promise_within_legal: (i) =>
    i.legal.unit === i.promised.unit && i.promised.days > i.legal.days && ['promised'],
  legal_known: (i) => i.projectType === 'promised' && i.legal.days === 0 && ['legal'],
  immediate_is_now: (i) => i.projectType === 'promised' && i.promised.days === 0 && ['promised'],
  basis_given: (i) => i.basis.length === 0 && ['basis'],
  dept_given: (i) => i.dept.trim() === '' && ['dept'],
  summary_given: (i) => i.summary.trim() === '' && ['summary'],
  condition_given: (i) => i.condition.trim() === '' && ['condition'],
  steps_given: (i) => i.steps.length === 0 && ['steps'],
  forms_given: (i) => i.handleForms.length === 0 && ['handleForms'],
  forms_once: (i) => [
    ...repeated('handleForms', i.handleForms),
    ...repeated('handledAt', i.handledAt),
    ...repeated('delivery', i.delivery),
  ],
  depth_is_form: (i) => i.onlineDepth > 2 !== i.handleForms.includes('online') && ['onlineDepth'],
  online_has_url: (i) => i.handleForms.includes('online') && i.onlineUrl === null && ['onlineUrl'],
  terminal_is_form: (i) =>
    (i.terminal !== null) !== i.handleForms.includes('terminal') && ['terminal'],
  terminal_has_place: (i) =>
    i.terminal !== null && !i.handledAt.includes('self_service') && ['handledAt'],
  counter_has_place: (i) =>
    i.handleForms.includes('counter') &&
    !i.handledAt.some((place) => place !== 'self_service') && ['handledAt'],
  hours_given: (i) => i.handledAt.length > 0 && i.hours.trim() === '' && ['hours'],
  result_named: (i) => (i.resultType !== 'none') !== (i.resultName.trim() !== '') && ['resultName'],
  mail_result_possible: (i) => i.resultType !== 'none' && i.delivery.length === 0 && ['delivery'],
  audience_given: (i) => i.audiences.length === 0 && ['audiences'],
  situation_given: (i) => i.situations.length === 0 && ['situations'],
  alias_given: (i) => i.aliases.length === 0 && ['aliases'],
  phone_given: (i) => i.consultPhone.replace(/\D/g, '').length < 5 && ['consultPhone'],
  material_once: (i) =>
    repeated(
      'materials',
      i.materials.map(({ key, when }) => `${key} ${JSON.stringify(when)}`),
    ),
  material_counted: (i) =>
    where('materials', i.materials, ({ form, originals, copies }) =>
      form === 'electronic'
        ? originals + copies > 0
        : (form !== 'copy' && originals === 0) || (form !== 'original' && copies === 0),
    ),
  material_declared: (i) =>
    where('materials', i.materials, ({ trust, source }) => trust === 'D' && source !== 'own'),
  material_of_issuer: (i) =>
    where('materials', i.materials, ({ trust, source }) => trust === 'A' && source === 'own'),
  material_note: (i) =>
    where('materials', i.materials, ({ source, note }) => source !== 'own' && note.trim() === ''),
  when_in_words: (i) =>
    where(
      'materials',
      i.materials,
      ({ when }) => hasCondition(when) !== (when.words.trim() !== ''),
    ),
  when_ages: (i) =>
    where(
      'materials',
      i.materials,
      ({ when: { ageFrom, ageTo } }) => ageFrom !== null && ageTo !== null && ageFrom > ageTo,
    ),
  appointment_places: (i) =>
    i.appointment !== null &&
    (i.appointment.perDay === 0 || !i.handledAt.includes('hall')) && ['appointment'],
  bundle_of_others: (i) =>
    i.bundle !== null &&
    (i.bundle.codes.length === 0 || i.bundle.codes.includes(i.code)) && ['bundle'],
  dates_in_order: (i) =>
    i.effectiveTo !== null && i.effectiveTo <= i.effectiveFrom && ['effectiveTo'],
}

/** Every rule between fields that an item breaks, in the order of `itemRules`. */
export const findingsOf = (item: ItemFields): Finding[] =>
  itemRules.flatMap((rule) => {
    const found = broken[rule](item)
    if (typeof found === 'boolean') return found ? [{ rule, at: '' }] : []
    return found.map((at) => ({ rule, at }))
  })

export const isSound = (item: ItemFields): boolean => findingsOf(item).length === 0
