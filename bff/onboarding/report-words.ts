import type { ImportReport } from './onboarding.service.ts'

/** What the administrator reads after an import: how much of each kind, and what to look at. */
export const reportWords = ({ name, subdistrictId, tallies, remarks }: ImportReport): string => {
  const lines = tallies.flatMap(({ what, added, changed, unchanged }) => [
    `  ${what}: ${added.length} added, ${changed.length} changed, ${unchanged} unchanged`,
    ...changed.map((one) => `    changed: ${one}`),
  ])
  return [
    `${name} (${subdistrictId})`,
    ...lines,
    ...remarks.map((remark) => `  ! ${remark}`),
    '',
  ].join('\n')
}
