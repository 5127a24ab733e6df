import { createPublicKey, randomUUID } from 'node:crypto'
import fastifyJwt from '@fastify/jwt'
import Fastify from 'fastify'
import pg from 'pg'
import { readSettings, signingKeyOf } from '#bff/env.ts'

/**
 * What a bare Fastify with pg would do: check the token, write the same rows in one statement, or
 * read one list in one statement. No rights, no rules, no history: the ceiling ours is compared to.
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

/** One filed case's rows as `{ table, rows }`, made from a case that ours has filed. */
const templates: readonly { table: string; rows: string }[] = JSON.parse(
  process.env.BARE_ROWS ?? '[]',
)
const fillings: readonly string[] = JSON.parse(process.env.BARE_IDS ?? '[]')
const statement = {
  name: 'bare.file',
  text: `with ${templates
    .map(({ table }, at) => {
      const insert = `insert into ${table} select * from json_populate_recordset(null::${table}, $${at + 1})`
      return `w${at} as (${insert})`
    })
    .join(',\n')} select 1`,
}

app.post(
  '/bare/cases',
  {
    schema: {
      body: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
    },
  },
  async (request, reply) => {
    await request.jwtVerify()
    const replaced = fillings.map((known): [string, string] => [known, randomUUID()])
    const fresh = (rows: string) =>
      replaced.reduce((text, [known, id]) => text.replaceAll(known, id), rows)
    await pool.query({ ...statement, values: templates.map(({ rows }) => fresh(rows)) })
    return reply.code(201).send({ ok: true })
  },
)

const list = {
  name: 'bare.list',
  text: `select c.case_id, c.number, c.title, c.status, c.severity, c.place_label, c.submitted_at,
                c.received_at, c.next_due_at, u.name as unit_name
           from case_reporters r
           join cases c using (subdistrict_id, case_id)
           left join units u on u.subdistrict_id = c.subdistrict_id and u.unit_id = c.unit_id
           join accounts a on a.person_id = r.person_id
          where a.account_id = $1 order by r.joined_at desc, r.case_id desc limit 20`,
}

app.get('/bare/cases/mine', async (request) => {
  const { sub } = await request.jwtVerify<{ sub: string }>()
  const { rows } = await pool.query({ ...list, values: [sub] })
  return { cases: rows }
})

await app.listen({ port: 0, host: '127.0.0.1' })
const address = app.server.address()
process.stdout.write(
  `LINLI_READY http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`,
)
