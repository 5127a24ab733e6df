// npm test: set up, check, then every test through real doors. The last line is the result.
import { setUp } from '../bff/start/set-up.mjs'

await setUp()
const { runAll } = await import('./support/run-all.mjs')
await runAll({ full: process.argv.includes('--full') })
