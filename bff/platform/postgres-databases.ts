import pg from 'pg'

async function asAdministrator<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl(url, 'postgres') })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** Does the server of `url` have a database of this name? */
export async function databaseExists(url: string, name: string): Promise<boolean> {
  const query = 'select 1 from pg_database where datname = $1'
  const found = await asAdministrator(url, (client) => client.query(query, [name]))
  return found.rowCount === 1
}

/** The same server's url with another database's name. */
export function databaseUrl(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${encodeURIComponent(name)}`
  return changed.href
}

/** Creates database `name` on the server of `url`, copied from `template` if given; its url. */
export async function createDatabase(
  url: string,
  name: string,
  template?: string,
): Promise<string> {
  const source = template === undefined ? '' : ` template ${pg.escapeIdentifier(template)}`
  await asAdministrator(url, (client) =>
    client.query(`create database ${pg.escapeIdentifier(name)}${source}`),
  )
  return databaseUrl(url, name)
}

/** Drops database `name` on the server of `url`, ending whoever is still connected to it. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await asAdministrator(url, (client) =>
    client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`),
  )
}
