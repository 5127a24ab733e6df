import type { Platform } from '../platform/platform.ts'
import type { Neighbours } from './case-context.ts'
import { createCaseContext } from './case-context.ts'
import { createDispatch } from './case-dispatch.ts'
import { createFiling } from './case-filing.ts'
import { createFollowing } from './case-following.ts'
import { createHandling } from './case-handling.ts'
import { createImport } from './case-import.ts'
import { createCaseNumbers } from './case-number-blocks.ts'
import { createRaising } from './case-raising.ts'
import { createReading } from './case-reading.ts'
import { createReporting } from './case-reporting.ts'
import { createStep } from './case-step.ts'
import { createTextCheck } from './case-text-check.ts'
import { countOpenCasesOf, exportCasesOf } from './cases.store.ts'
import { createSweeps } from './cases.sweeps.ts'

/** A problem from report to rating: filed, routed, handled, followed, judged. */
export const createCases = (platform: Platform, neighbours: Neighbours) => {
  const context = createCaseContext(platform, neighbours)
  const numbers = createCaseNumbers(platform, neighbours.places)
  const run = createStep(context)
  const { accounts } = neighbours

  accounts.contributeToExport('cases', exportCasesOf)
  accounts.refuseDeletionWhen(async (tx, personId) =>
    (await countOpenCasesOf(tx, personId)) > 0 ? 'has_open_cases' : undefined,
  )

  return {
    file: createFiling(context, numbers),
    raise: createRaising(context, numbers),
    handling: createHandling(context, run),
    dispatch: createDispatch(context, run),
    reporting: createReporting(context, run),
    following: createFollowing(context, numbers),
    ...createReading(context),
    ...createImport(context, numbers),
    ...createSweeps(context),
    ...createTextCheck(context),
    saveCaseTypes: context.saveCaseTypes,
    caseTypesOf: context.typesOf,
  }
}
export type Cases = ReturnType<typeof createCases>
