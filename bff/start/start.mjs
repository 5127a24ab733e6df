// npm start: set up, database, web pages, server. Ctrl-C ends them in the reverse order.
import { setUp } from './set-up.mjs'

await setUp()
const { startLinli } = await import('./launch.mjs')
await startLinli()
