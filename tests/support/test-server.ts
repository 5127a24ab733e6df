import pg from 'pg'
import { startDatabase } from '#bff/platform/embedded-postgres.ts'

/**
 * The PostgreSQL of ordinary tests: it does not wait for the disk, which was half of each commit and
 * most of each new database. What outlives a crash is tried on servers of those tests' own, which do.
 */
export const startTestServer = async (
  options: Parameters<typeof startDatabase>[0],
): ReturnType<typeof startDatabase> => {
  const server = await startDatabase(options)
  const administrator = new pg.Client({ connectionString: server.url })
  await administrator.connect()
  await administrator.query('alter system set fsync = off')
  await administrator.query('alter system set full_page_writes = off')
  await administrator.query('select pg_reload_conf()')
  await administrator.end()
  return server
}
