// npm run check: format, lint, types, architecture and pure tests, one line for each.
import { setUp } from '../bff/start/set-up.mjs'

await setUp()
const { runChecks } = await import('./support/steps.mjs')
const failed = (await runChecks({ withPureTests: true })).filter((step) => !step.ok).length
process.exit(failed === 0 ? 0 : 1)
