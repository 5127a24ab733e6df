import pg from 'pg'

/** Tables a filing writes to, children after parents. */
const tables = [
  { table: 'cases', where: 'case_id = $1::uuid' },
  { table: 'case_reporters', where: 'case_id = $1::uuid' },
  { table: 'case_events', where: 'case_id = $1::uuid' },
  { table: 'case_clocks', where: 'case_id = $1::uuid' },
  { table: 'notices', where: 'case_id = $1::uuid' },
  { table: 'idempotency_keys', where: "response ->> 'caseId' = $1" },
  {
    table: 'jobs.job',
    where:
      "data ->> 'caseId' = $1 or data ->> 'noticeId' in (select notice_id::text from notices where case_id = $1::uuid)",
  },
] as const

/**
 * Every row that filing this case wrote, as JSON, with the ids that must differ from case to case:
 * what a bare server needs to write the same.
 */
export const filedRows = async (url: string, caseId: string, number: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await readRows(client, caseId, number)
  } finally {
    await client.end()
  }
}

const readRows = async (client: pg.Client, caseId: string, number: string) => {
  const rows = []
  for (const { table, where } of tables) {
    const found = await client.query<{ rows: unknown[] | null }>(
      `select json_agg(t) as rows from ${table} t where ${where}`,
      [caseId],
    )
    const these = found.rows[0]?.rows ?? []
    if (these.length > 0) rows.push({ table, rows: JSON.stringify(these), count: these.length })
  }
  const notices = await client.query<{ notice_id: string }>(
    'select notice_id from notices where case_id = $1',
    [caseId],
  )
  const jobs = await client.query<{ id: string }>(
    "select id from jobs.job where data ->> 'caseId' = $1 or data ->> 'noticeId' = any($2)",
    [caseId, notices.rows.map((row) => row.notice_id)],
  )
  const keys = await client.query<{ key: string }>(
    "select key from idempotency_keys where response ->> 'caseId' = $1",
    [caseId],
  )
  const ids = [
    caseId,
    number,
    ...notices.rows.map((row) => row.notice_id),
    ...jobs.rows.map((row) => row.id),
    ...keys.rows.map((row) => row.key),
  ]
  return { rows, ids }
}
