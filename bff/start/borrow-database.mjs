import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { stillRuns, withLock } from './process-lock.mjs'
import { projectDirectory } from './set-up.mjs'

const dataDirectory = join(projectDirectory, '.data')
const lock = join(dataDirectory, 'start.lock')

/** What `npm start` of this checkout wrote down, while it runs; undefined: it does not. */
export function runHere() {
  try {
    const run = JSON.parse(readFileSync(join(dataDirectory, 'run.json'), 'utf8'))
    const runs = stillRuns(run.launcher) || (run.server !== undefined && stillRuns(run.server))
    return runs ? run : undefined
  } catch {
    return undefined
  }
}

async function othersAreConnected(url) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    `select count(*)::int as others from pg_stat_activity
     where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  await client.end()
  return rows[0].others > 0
}

/**
 * The database of this checkout, for a command that runs beside `npm start` or without it: the one
 * that runs is used, else one is started. `giveBack` stops it unless somebody else uses it now.
 */
export async function borrowDatabase(say) {
  mkdirSync(dataDirectory, { recursive: true })
  const { startDatabase } = await import('../platform/embedded-postgres.ts')
  const onWait = () => say('Linli is just being started here; waiting for it …')
  // The same lock as npm start: two must not start one database at once, nor stop it in between.
  const database = await withLock(lock, onWait, () =>
    startDatabase({ directory: join(dataDirectory, 'postgres'), onProgress: say }),
  )
  const giveBack = () =>
    withLock(lock, onWait, async () => {
      if (!runHere() && !(await othersAreConnected(database.url))) {
        await database.stop({ mode: 'fast' })
      }
    })
  return { url: database.url, giveBack }
}
