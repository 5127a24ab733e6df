// node bff/start/with-set-up.mjs <module> [arguments]: sets up, then runs that TypeScript module.
import { setUp } from './set-up.mjs'

await setUp()
const { resolve } = await import('node:path')
const { pathToFileURL } = await import('node:url')
const { register } = await import('tsx/esm/api')
const [module, ...rest] = process.argv.slice(2)
process.argv.splice(1, process.argv.length, resolve(module), ...rest)
register()
await import(pathToFileURL(resolve(module)).href)
