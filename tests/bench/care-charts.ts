import pg from 'pg'
import { connectDatabase } from '#db/database.ts'
import { personId, subdistrictId } from '#shared/ids.ts'
import { metrics } from '#shared/readings/metrics.ts'
import { readChart } from '#shared/readings/readings.contract.ts'
import { clientOf } from '#tests/support/client.ts'
import type { BenchElder } from './care-people.ts'
import { hostOf, makeElders, makeFollowers } from './care-people.ts'

/** Elders whose day is loaded by one statement, and of them all so many are asked for. */
const together = 40
const asked = 40
const questions = 400
const everySeconds = 5
const loadSeconds = Number(process.env.BENCH_LOAD_SECONDS ?? '120')
const say = (line: string) => process.stdout.write(`${line}\n`)
const metricNo = metrics.heart_rate.no

const quantiles = (took: number[]): string => {
  const sorted = [...took].sort((one, other) => one - other)
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)
  return `median ${at(0.5)} ms, p99 ${at(0.99)} ms`
}

/** A day of readings, one each 5 s, of as many elders as load in the time. @returns rows */
const load = async (client: pg.Client, elders: readonly BenchElder[]): Promise<number> => {
  const began = performance.now()
  let rows = 0
  for (let at = 0; at < elders.length; at += together) {
    const { rowCount } = await client.query(
      `insert into readings
       select e, $2, t, 1, 60 + (random() * 40)::int, 0, t, t
         from unnest($1::int[]) e,
              generate_series(now() - interval '24 hours', now(), make_interval(secs => $3)) t
       on conflict do nothing`,
      [elders.slice(at, at + together).map(({ elderNo }) => elderNo), metricNo, everySeconds],
    )
    rows += rowCount ?? 0
    if ((performance.now() - began) / 1000 > loadSeconds) break
  }
  return rows
}

/** The minutes of those who are asked for, as the roll-up would have left them. */
const rollUp = async (client: pg.Client, elders: readonly BenchElder[]): Promise<void> => {
  await client.query(
    `insert into reading_minutes
     select elder_no, metric, date_trunc('minute', measured_at), count(value), 0,
            sum(value::float8), min(value), max(value)
       from readings where elder_no = any($1::int[]) and metric = $2 group by 1, 2, 3
     on conflict do nothing`,
    [elders.map(({ elderNo }) => elderNo), metricNo],
  )
  await client.query(
    `insert into roll_up_state (single, rolled_until) values (true, now())
     on conflict (single) do update set rolled_until = excluded.rolled_until`,
  )
  await client.query('analyze readings; analyze reading_minutes')
}

/** The chart of 24 hours over HTTP, beside the bare statement that counts the readings themselves. */
export const measureCareCharts = async (address: string, databaseUrl: string): Promise<void> => {
  const database = connectDatabase({ url: databaseUrl })
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('set synchronous_commit = off')
  try {
    const elders = await makeElders(database, 4000)
    const rows = await load(client, elders)
    const some = elders.slice(0, asked)
    await rollUp(client, some)
    const followers = await makeFollowers(hostOf(database), some, asked)
    const clients = followers.map(({ token }) => clientOf(address, token))
    const ours: number[] = []
    const bare: number[] = []
    let bins = 0
    for (let turn = 0; turn < questions; turn++) {
      const elder = some[turn % asked]
      const daughter = clients[turn % asked]
      if (!elder || !daughter) continue
      let began = performance.now()
      const chart = await daughter.call(readChart, {
        params: {
          subdistrictId: subdistrictId('hexing'),
          personId: personId(elder.personId),
          metric: 'heart_rate',
        },
        query: { span: 'day' },
      })
      ours.push(performance.now() - began)
      bins = chart.bins.length
      began = performance.now()
      await client.query({
        name: 'bare.chart',
        text: `select date_bin('5 minutes', measured_at, '2026-01-01'), count(*), min(value),
                 max(value), avg(value)
          from readings where elder_no = $1 and metric = $2
           and measured_at >= now() - interval '24 hours' group by 1 order by 1`,
        values: [elder.elderNo, metricNo],
      })
      bare.push(performance.now() - began)
    }
    say(
      `chart of 24 hours, ${(rows / 1e6).toFixed(1)} million readings (${loadSeconds} s of loading), ${bins} bins\n` +
        `  bare, counted from the readings, no HTTP and no rights: ${quantiles(bare)}\n` +
        `  ours, over HTTP with rights and the look noted: ${quantiles(ours)}`,
    )
  } finally {
    await client.end()
    await database.close()
  }
}
