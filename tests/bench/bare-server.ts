import { createPublicKey, randomUUID } from 'node:crypto'
import fastifyJwt from '@fastify/jwt'
import Fastify from 'fastify'
import pg from 'pg'
import { joinHandler, summaryColumns } from '#bff/cases/cases.store.ts'
import { readSettings, signingKeyOf } from '#bff/env.ts'
import { bareBookings } from './bare-bookings.ts'

/**
 * What a bare Fastify with pg would do, without rights, rules, history or retries:
 * - POST /bare/cases checks the token and writes the rows that ours writes, in one transaction with
 *   one prepared INSERT per table, as anybody would write it;
 * - POST /bare/cases/at-once writes them as one statement: a ceiling that no code which keeps its
 *   features apart can reach, for information;
 * - GET /bare/cases/mine checks the token and answers the list that ours answers, with the same
 *   columns of the same rows, from one prepared statement;
 * - GET /bare/cases/few-columns answers less of it (no clocks, photos or handlers), for information.
 */
const settings = readSettings(process.env)
const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 16 })
const app = Fastify()
const key = settings.signingKeys[0]
if (!key) throw new Error('no key')
const privateKey = signingKeyOf(key)
await app.register(fastifyJwt, {
  secret: {
    private: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    public: createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString(),
  },
  sign: { algorithm: 'EdDSA' },
  verify: { algorithms: ['EdDSA'] },
})

/** One filed case's rows by table, made from a case that ours has filed. */
const templates: readonly {
  table: string
  rows: string
}[] = JSON.parse(process.env.BARE_ROWS ?? '[]')
/** What differs from case to case in these rows, each time made anew. */
const known: readonly string[] = JSON.parse(process.env.BARE_IDS ?? '[]')
const freshIds = (): string[] => known.map(() => randomUUID())

/** What stands in a column, given this case's own ids. */
type Filling = (ids: readonly string[]) => unknown

const fillingOf = (value: unknown): Filling => {
  if (Array.isArray(value) || value === null) return () => value
  const isJson = typeof value === 'object'
  const text = isJson ? JSON.stringify(value) : value
  if (typeof text !== 'string') return () => value
  const at = known.indexOf(text)
  if (at >= 0) return (ids) => ids[at]
  const within = known.flatMap((id, place) => (text.includes(id) ? [{ id, place }] : []))
  return (ids) =>
    within.reduce((filled, { id, place }) => filled.replaceAll(id, ids[place] ?? ''), text)
}

const inserts = templates.map(({ table, rows }) => {
  const found: readonly Record<string, unknown>[] = JSON.parse(rows)
  const columns = Object.keys(found[0] ?? {})
  const tuples = found.map(
    (_, row) => `(${columns.map((_column, at) => `$${row * columns.length + at + 1}`).join()})`,
  )
  return {
    name: `bare ${table}`,
    text: `insert into ${table} (${columns.join()}) values ${tuples.join()}`,
    fillings: found.flatMap((row) => columns.map((column) => fillingOf(row[column]))),
  }
})

const atOnce = {
  name: 'bare at once',
  text: `with ${templates
    .map(({ table }, at) => {
      const insert = `insert into ${table} select * from json_populate_recordset(null::${table}, $${at + 1})`
      return `w${at} as (${insert})`
    })
    .join(',\n')} select 1`,
}

const body = {
  body: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
}

app.post('/bare/cases', { schema: body }, async (request, reply) => {
  await request.jwtVerify()
  const ids = freshIds()
  const client = await pool.connect()
  try {
    await client.query('begin')
    for (const { name, text, fillings } of inserts)
      await client.query({ name, text, values: fillings.map((filling) => filling(ids)) })
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
  return reply.code(201).send({ ok: true })
})

app.post('/bare/cases/at-once', { schema: body }, async (request, reply) => {
  await request.jwtVerify()
  const ids = freshIds()
  const fill = (rows: string) =>
    known.reduce((text, id, at) => text.replaceAll(id, ids[at] ?? ''), rows)
  await pool.query({ ...atOnce, values: templates.map(({ rows }) => fill(rows)) })
  return reply.code(201).send({ ok: true })
})

const list = {
  name: 'bare list',
  text: `select ${summaryColumns}
           from (select r.subdistrict_id, r.case_id, r.joined_at
                   from accounts a join case_reporters r using (person_id)
                  where a.account_id = $1 order by r.joined_at desc, r.case_id limit 20) r
           join cases using (subdistrict_id, case_id) ${joinHandler}
          order by r.joined_at desc, r.case_id`,
}
const fewColumns = {
  name: 'bare few columns',
  text: `select c.case_id, c.number, c.title, c.status, c.severity, c.place_label, c.submitted_at,
                c.received_at, c.next_due_at, u.name as unit_name
           from case_reporters r
           join cases c using (subdistrict_id, case_id)
           left join units u on u.subdistrict_id = c.subdistrict_id and u.unit_id = c.unit_id
           join accounts a on a.person_id = r.person_id
          where a.account_id = $1 order by r.joined_at desc, r.case_id desc limit 20`,
}

for (const [path, statement] of [
  ['/bare/cases/mine', list],
  ['/bare/cases/few-columns', fewColumns],
] as const)
  app.get(path, async (request) => {
    const { sub } = await request.jwtVerify<{ sub: string }>()
    const { rows } = await pool.query({ ...statement, values: [sub] })
    return { cases: rows }
  })

await bareBookings(app, pool)
await app.listen({ port: 0, host: '127.0.0.1' })
const address = app.server.address()
process.stdout.write(
  `LINLI_READY http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`,
)
