import type { CaseView } from '#shared/cases/cases.contract.ts'

/** What can be opened from the bar of a case. `accept` happens at once, the others ask first. */
export const stepNames = [
  'accept',
  'contact',
  'arrive',
  'progress',
  'close',
  'dispatch',
  'give_back',
] as const
export type StepName = (typeof stepNames)[number]
export type OpenStep = Exclude<StepName, 'accept'> | 'reveal_phone' | 'more' | null

const has = (view: CaseView, name: StepName): boolean =>
  view.may.includes(name) || (name === 'progress' && view.may.includes('note'))

/** Steps the viewer may take, the next natural one first. */
export const stepsOf = (view: CaseView): readonly StepName[] => {
  const contacted = view.staff?.firstContactLogged === true
  const order: readonly StepName[] =
    view.status === 'review'
      ? ['dispatch', 'contact', 'progress', 'close', 'accept', 'arrive', 'give_back']
      : view.status === 'assigned'
        ? ['accept', 'contact', 'give_back', 'progress', 'dispatch', 'arrive', 'close']
        : !contacted
          ? ['contact', 'arrive', 'progress', 'close', 'give_back', 'dispatch', 'accept']
          : view.status === 'accepted'
            ? ['arrive', 'progress', 'close', 'contact', 'give_back', 'dispatch', 'accept']
            : ['close', 'progress', 'contact', 'arrive', 'give_back', 'dispatch', 'accept']
  return order.filter((name) => has(view, name))
}
