import { randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import type { Settings } from '#bff/env.ts'
import type { AccessClaims } from '#bff/http/access-token.ts'
import { registerAccessTokens } from '#bff/http/access-token.ts'
import type { Platform } from '#bff/platform/platform.ts'
import { seedId } from '#db/seed-id.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import { careConsentTextVersion } from '#shared/care/care-rules.ts'
import { personId, subdistrictId } from '#shared/ids.ts'
import {
  careKinds,
  careStateTopic,
  careTopic,
  liveReadings,
} from '#shared/readings/live-readings.ts'
import type { MetricClass, MetricCode } from '#shared/readings/metrics.ts'
import { metricClasses, metrics } from '#shared/readings/metrics.ts'
import type { Client } from '#tests/support/client.ts'
import { clientOf } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'

export const hexing = subdistrictId('hexing')
export const liuwan = subdistrictId('liuwan')

/** Demo people of the two homes, and one who lives at home. */
export const fang = personId(seedId('person/fang-zhongyi'))
export const hong = personId(seedId('person/hong-xiuying'))
export const chu = personId(seedId('person/chu-wenbin'))
export const shen = personId(seedId('person/shen-apo'))

/** Where a crowd is made: the server of a test, or the database of a bench. */
export interface Host {
  readonly platform: Pick<Platform, 'database'> & {
    readonly settings: Pick<Settings, 'signingKeys'>
  }
  readonly clock: { readonly now: () => Date }
}

export interface SceneElder {
  readonly subdistrictId: typeof hexing
  readonly personId: typeof fang
  readonly elderNo: number
}

const rowsOf = async (app: TestApp, text: string, values: unknown[] = []) =>
  (await app.platform.database.pool.query(text, values)).rows

/** Under care from now on; in the home of the subdistrict unless he lives at home. */
export const enrol = async (
  app: TestApp,
  subdistrict: typeof hexing,
  person: typeof fang,
  {
    atHome = false,
    measured = metricClasses,
  }: Partial<{ atHome: boolean; measured: readonly MetricClass[] }> = {},
): Promise<SceneElder> => {
  const [row] = await rowsOf(
    app,
    `insert into cared_persons (subdistrict_id, person_id, unit_id, measured, consent_version,
       consent_basis, enrolled_at)
     values ($1, $2, case when $3 then null else
       (select unit_id from units where subdistrict_id = $1 and kind = 'care_home' limit 1) end,
       $4, $5, 'on_paper', $6)
     returning elder_no`,
    [subdistrict, person, atHome, [...measured], careConsentTextVersion, app.clock.now()],
  )
  return { subdistrictId: subdistrict, personId: person, elderNo: Number(row.elder_no) }
}

/** A yes for these classes, in force from now on. */
export const consent = async (
  app: TestApp,
  elder: SceneElder,
  follower: string,
  classes: readonly MetricClass[] = metricClasses,
): Promise<void> => {
  for (const metricClass of classes)
    await rowsOf(
      app,
      `insert into care_consents (consent_id, elder_id, follower_id, metric_class, purpose, relation,
         text_version, basis, given_at) values ($1, $2, $3, $4, 'view', 'child', $5, 'self', $6)`,
      [
        ...[randomUUID(), elder.personId, follower, metricClass],
        ...[careConsentTextVersion, app.clock.now()],
      ],
    )
}

/** Takes the yes back; `announced`: as the service does after its commit. */
export const withdraw = async (
  app: TestApp,
  elder: SceneElder,
  follower: string,
  { announced }: { readonly announced: boolean },
): Promise<void> => {
  await rowsOf(
    app,
    `update care_consents set withdrawn_at = $3, withdrawn_by = elder_id
      where elder_id = $1 and follower_id = $2 and withdrawn_at is null`,
    [elder.personId, follower, app.clock.now()],
  )
  if (announced)
    app.platform.liveBus.publish({
      topic: careStateTopic(elder.subdistrictId, elder.personId),
      kind: careKinds.consentChanged,
      data: {},
    })
}

export const topicOf = (elder: SceneElder, of: MetricClass): string =>
  careTopic(elder.subdistrictId, elder.personId, of)

/** Announced as ingest does after its commit. */
export const announce = (
  app: TestApp,
  elder: SceneElder,
  metric: MetricCode,
  value: number,
  measuredAt: number,
): void =>
  app.platform.liveBus.publish({
    topic: topicOf(elder, metrics[metric].class),
    kind: careKinds.readings,
    data: liveReadings([{ metric, value, quality: 'good', measuredAt }]),
  })

/** Stored as the newest of its metric. */
export const storeLatest = async (
  app: TestApp,
  elder: SceneElder,
  metric: MetricCode,
  value: number,
  measuredAt: number,
): Promise<void> => {
  await rowsOf(
    app,
    `insert into latest_readings (elder_no, metric, measured_at, source_no, value, quality, received_at)
     values ($1, $2, $3, 1, $4, 0, $3)
     on conflict (elder_no, metric) do update
       set measured_at = excluded.measured_at, value = excluded.value`,
    [elder.elderNo, metrics[metric].no, new Date(measuredAt), value],
  )
}

/** Somebody of the seed, signed in, though the demo gives him no key. */
export const signedInAs = async (app: TestApp, person: string): Promise<Client> => {
  const sessionId = randomUUID()
  const [row] = await rowsOf(
    app,
    `with opened as (
       insert into accounts (account_id, person_id, created_at) values ($1, $2, $3)
       on conflict (person_id) do nothing returning account_id)
     select account_id from opened union all select account_id from accounts where person_id = $2`,
    [randomUUID(), person, app.clock.now()],
  )
  await rowsOf(
    app,
    'insert into sessions (session_id, account_id, created_at) values ($1, $2, $3)',
    [...[sessionId, row.account_id, app.clock.now()]],
  )
  const [token = ''] = await signAll(app, [{ accountId: row.account_id, sessionId }])
  return clientOf(app.address, token)
}

const signAll = async (
  { platform, clock }: Host,
  claims: readonly AccessClaims[],
): Promise<string[]> => {
  const signer = Fastify()
  const tokens = await registerAccessTokens(signer, platform.settings.signingKeys)
  await signer.ready()
  const signed = claims.map((one) => tokens.sign(one, randomUUID(), clock.now()))
  await signer.close()
  return signed
}

export interface CrowdMember {
  readonly personId: string
  readonly token: string
}

/** So many people with a session each, in one stroke; they follow nobody yet. */
export const makeCrowd = async (app: Host, count: number): Promise<CrowdMember[]> => {
  const { pool } = app.platform.database
  const now = app.clock.now()
  const people = Array.from({ length: count }, () => ({
    personId: randomUUID(),
    accountId: randomUUID(),
    sessionId: randomUUID(),
  }))
  const persons = people.map((one) => one.personId)
  const accounts = people.map((one) => one.accountId)
  await pool.query(
    `insert into persons (person_id, display_name, created_at)
     select id, '家人', $2 from unnest($1::uuid[]) id`,
    [persons, now],
  )
  await pool.query(
    `insert into accounts (account_id, person_id, created_at)
     select *, $3 from unnest($1::uuid[], $2::uuid[])`,
    [accounts, persons, now],
  )
  await pool.query(
    `insert into sessions (session_id, account_id, created_at)
     select *, $3 from unnest($1::uuid[], $2::uuid[])`,
    [people.map((one) => one.sessionId), accounts, now],
  )
  await pool.query(
    `insert into consents (consent_id, person_id, purpose, text_version, channel, given_at)
     select gen_random_uuid(), id, 'privacy_guide', $2, 'wechat', $3 from unnest($1::uuid[]) id`,
    [persons, privacyGuideVersion, now],
  )
  const tokens = await signAll(app, people)
  return people.map(({ personId: person }, at) => ({ personId: person, token: tokens[at] ?? '' }))
}

/** A yes for one class of one elder each. */
export const consentAll = async (
  app: Host,
  pairs: readonly { readonly elderId: string; readonly followerId: string }[],
  metricClass: MetricClass = 'vitals',
): Promise<void> => {
  await app.platform.database.pool.query(
    `insert into care_consents (consent_id, elder_id, follower_id, metric_class, purpose, relation,
       text_version, basis, given_at)
     select gen_random_uuid(), elder, follower, $3, 'view', 'child', $4, 'self', $5
       from unnest($1::uuid[], $2::uuid[]) as pair(elder, follower)`,
    [
      pairs.map(({ elderId }) => elderId),
      pairs.map(({ followerId }) => followerId),
      ...[metricClass, careConsentTextVersion, app.clock.now()],
    ],
  )
}
