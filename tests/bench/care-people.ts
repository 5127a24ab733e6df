import { randomBytes, randomUUID } from 'node:crypto'
import { hashOfPassword } from '#bff/devices/credentials.ts'
import { readSettings } from '#bff/env.ts'
import type { Database } from '#db/database.ts'
import { careTopic } from '#shared/readings/live-readings.ts'
import type { CrowdMember } from '#tests/live/socket-crowd.ts'
import type { Host } from '#tests/readings/care-scene.ts'
import { consentAll, makeCrowd } from '#tests/readings/care-scene.ts'

export interface BenchElder {
  readonly personId: string
  readonly deviceId: string
  readonly elderNo: number
  /** Of his device, at the MQTT door. */
  readonly password: string
}

/** Where `makeFollowers` makes them: the database of a server of the demo. */
export const hostOf = (database: Database): Host => ({
  platform: {
    database,
    settings: readSettings({ LINLI_MODE: 'demo', DATABASE_URL: database.url }),
  },
  clock: { now: () => new Date() },
})

/** So many elders at home, each with a band of his own that measures his heart. */
export const makeElders = async ({ pool }: Database, count: number): Promise<BenchElder[]> => {
  const elders = Array.from({ length: count }, () => ({
    personId: randomUUID(),
    deviceId: randomUUID(),
    password: randomBytes(32).toString('base64url'),
  }))
  const persons = elders.map(({ personId }) => personId)
  const devices = elders.map(({ deviceId }) => deviceId)
  await pool.query(
    `insert into persons (person_id, display_name, created_at)
     select id, '老人', now() from unnest($1::uuid[]) id`,
    [persons],
  )
  const { rows } = await pool.query<{ person_id: string; elder_no: number }>(
    `insert into cared_persons (subdistrict_id, person_id, measured, consent_version,
       consent_basis, enrolled_at)
     select 'hexing', id, '{vitals}', '1', 'self', '2026-01-01' from unnest($1::uuid[]) id
     returning person_id, elder_no`,
    [persons],
  )
  await pool.query(
    `insert into devices (subdistrict_id, device_id, serial, model, metrics, every_seconds,
       credential_hash, credential_set_at, created_at)
     select 'hexing', id, id::text, 'HR-1', '{heart_rate}', 1, hash, now(), '2026-01-01'
       from unnest($1::uuid[], $2::text[]) as made(id, hash)`,
    [devices, elders.map(({ password }) => hashOfPassword(password))],
  )
  await pool.query(
    `insert into device_assignments (subdistrict_id, device_id, person_id, from_at)
     select 'hexing', device, person, '2026-01-01'
       from unnest($1::uuid[], $2::uuid[]) as worn(device, person)`,
    [devices, persons],
  )
  const numbers = new Map(rows.map((row) => [row.person_id, row.elder_no]))
  return elders.map((elder) => ({ ...elder, elderNo: numbers.get(elder.personId) ?? 0 }))
}

/** Followers, each with a yes for the vitals of one of these elders, in turn. */
export const makeFollowers = async (
  host: Host,
  elders: readonly BenchElder[],
  count: number,
): Promise<CrowdMember[]> => {
  const crowd = await makeCrowd(host, count)
  const follows = crowd.map(({ personId, token }, i) => ({
    ...{ followerId: personId, token },
    elderId: elders[i % elders.length]?.personId ?? '',
  }))
  await consentAll(host, follows)
  return follows.map(({ token, elderId }) => ({
    token,
    topics: [careTopic('hexing', elderId, 'vitals')],
  }))
}
