import type { CareYes } from '#shared/care/care-shapes.ts'
import { metricClassWords } from '#shared/readings/readings.words.ts'

/** What somebody may do, in one line: `能看心率、血压这些和睡眠；睡眠有情况时收到通知`. */
export const followWords = (yes: readonly CareYes[]): string => {
  const namesOf = (purpose: CareYes['purpose']) =>
    yes
      .filter((one) => one.purpose === purpose)
      .map(({ metricClass }) => metricClassWords[metricClass].name)
      .join('和')
  const [seen, told] = [namesOf('view'), namesOf('alerts')]
  return [seen === '' ? '' : `能看${seen}`, told === '' ? '' : `${told}有情况时收到通知`]
    .filter((part) => part !== '')
    .join('；')
}
