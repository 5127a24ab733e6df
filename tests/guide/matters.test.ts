import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoItemCode } from '#db/seed/guide/build-items.ts'
import { seedId } from '#db/seed-id.ts'
import type { MatterView } from '#shared/guide/matters.contract.ts'
import * as contract from '#shared/guide/matters.contract.ts'
import type { Answers } from '#shared/guide/my-list.ts'
import type { PhotoId } from '#shared/ids.ts'
import { personId, subdistrictId } from '#shared/ids.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import { photoFrom } from '#tests/cases/case-story.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ running: false })
})
afterAll(() => app?.stop())

const hexing = { subdistrictId: subdistrictId('hexing') }
const self = { proxy: false, household: 'here', age: 70 } as const
const paramsOf = ({ matterId }: Pick<MatterView, 'matterId'>) => ({ ...hexing, matterId })
const clerk = () => app.as('hexing-hotline-1')

const begin = async (client: Client, who: string, slug: string, answers: Answers = self) =>
  (
    await client.call(contract.openMatter, {
      params: hexing,
      body: { code: demoItemCode(slug), personId: personId(seedId(`person/${who}`)), answers },
    })
  ).matter

const photograph = async (client: Client, matter: MatterView, key: string) =>
  (
    await client.call(contract.photographPaper, {
      params: { ...paramsOf(matter), key },
      body: { photoId: await photoFrom(client) },
    })
  ).matter

const photographAll = async (client: Client, matter: MatterView): Promise<MatterView> => {
  let now = matter
  for (const { key } of matter.papers) now = await photograph(client, now, key)
  return (await client.call(contract.submitMatter, { params: paramsOf(matter) })).matter
}

const photoOf = (matter: MatterView, key: string): PhotoId => {
  const photo = matter.papers.find((paper) => paper.key === key)?.photoId
  if (!photo) throw new Error(`no photo of ${key}`)
  return photo
}

const judge = (
  client: Client,
  matter: MatterView,
  key: string,
  verdict: 'fine' | 'blurred' = 'fine',
  photoId = photoOf(matter, key),
) =>
  client.ask(contract.judgePaper, {
    params: { ...paramsOf(matter), key },
    body: { verdict, photoId },
  })

const look = async (client: Client, photoId: PhotoId) =>
  (await client.raw(`/api/photos/${photoId}/large`)).status

const filesOf = (photoId: PhotoId): string[] => {
  const { filesDirectory } = app.platform.settings
  return readdirSync(filesDirectory, { recursive: true })
    .map((name) => path.join(filesDirectory, name.toString()))
    .filter((file) => file.includes(photoId) && statSync(file).isFile())
}

const kindsTold = async (client: Client) =>
  (await client.call(listNotices)).notices.map(({ kind }) => kind)

test('photographed at home, one is blurred, taken again, looked at again: ready, one visit', async () => {
  const xia = await app.as('xia-genfa')
  const matter = await begin(xia, 'xia-genfa', 'care-subsidy')
  expect(matter.papers.map(({ key }) => key)).toEqual([
    'id-card',
    'household-book',
    'care-assessment',
    'income-declaration',
  ])
  const early = await xia.ask(contract.submitMatter, { params: paramsOf(matter) })
  expect([early.status, early.code]).toEqual([422, 'photos_missing'])

  const sent = await photographAll(xia, matter)
  expect(sent.status).toBe('checking')
  const staff = await clerk()
  const { matters } = await staff.call(contract.listMattersToCheck, { params: hexing })
  expect(matters.map(({ matterId }) => matterId)).toContain(matter.matterId)
  for (const { key } of sent.papers)
    await judge(staff, sent, key, key === 'household-book' ? 'blurred' : 'fine')
  expect(await kindsTold(xia)).toContain('guide_again')

  const again = (await xia.call(contract.readMatter, { params: paramsOf(matter) })).matter
  expect(again.status).toBe('correcting')
  const stillBad = await xia.ask(contract.submitMatter, { params: paramsOf(matter) })
  expect(stillBad.code).toBe('photos_missing')
  await photograph(xia, again, 'household-book')
  const second = (await xia.call(contract.submitMatter, { params: paramsOf(matter) })).matter
  // What was fine is not asked for a second time; an older look does not judge a newer photo.
  expect(second.papers.filter(({ verdict }) => verdict === null)).toHaveLength(1)
  const old = await judge(staff, second, 'household-book', 'fine', photoOf(sent, 'household-book'))
  expect(old.code).toBe('matter_moved_on')
  const ready = await judge(staff, second, 'household-book')
  expect(ready.body.matter.status).toBe('ready')
  expect(await kindsTold(xia)).toContain('guide_ready')
})

test('nobody sees another’s papers; staff only while they are to be checked, and it is written down', async () => {
  const xia = await app.as('xia-genfa')
  const opened = await begin(xia, 'xia-genfa', 'medical-claim')
  const before = await photograph(xia, opened, 'id-card')
  const photo = photoOf(before, 'id-card')
  const staff = await clerk()
  const others = ['chen-yue', 'zhang-hui', 'liuwan-duty-1', 'hexing-public-works-1']
  for (const key of others) {
    const other = await app.as(key)
    expect(await look(other, photo), key).toBe(404)
    const read = await other.ask(contract.readMatter, { params: paramsOf(opened) })
    expect(read.status, key).toBe(404)
    const ended = await other.ask(contract.endMatter, { params: paramsOf(opened) })
    expect(ended.status, key).toBe(404)
  }
  expect(await look(staff, photo)).toBe(404)
  expect(await look(xia, photo)).toBe(200)
  const sent = await photographAll(xia, before)
  const shown = photoOf(sent, 'id-card')
  expect(await look(staff, shown)).toBe(200)
  expect(await look(await app.as('liuwan-duty-1'), shown)).toBe(404)
  const { rows } = await app.platform.database.pool.query(
    `select 1 from audit_entries where action = 'guide.photo_seen' and detail ->> 'photoId' = $1`,
    [shown],
  )
  expect(rows).toHaveLength(1)
  const { matters } = await (await app.as('chen-yue')).call(contract.listMyMatters)
  expect(matters).toEqual([])
})

test('a daughter does it for her mother, who agreed; a stranger cannot', async () => {
  const daughter = await app.as('zhang-hui')
  const matter = await begin(daughter, 'shen-apo', 'senior-card', { ...self, proxy: true })
  expect(matter.papers.map(({ key }) => key)).toContain('proxy-letter')
  expect((await daughter.call(contract.listMyMatters)).matters).toHaveLength(1)
  const refused = await (await app.as('chen-yue')).ask(contract.openMatter, {
    params: hexing,
    body: {
      code: demoItemCode('senior-card'),
      personId: personId(seedId('person/shen-apo')),
      answers: self,
    },
  })
  expect([refused.status, refused.code]).toEqual([403, 'not_his_relative'])
})

test('photos are sealed on the disk, and gone from it once the matter has ended or a better one came', async () => {
  const tao = await app.as('tao-liming')
  const opened = await begin(tao, 'tao-liming', 'medical-claim')
  const first = photoOf(await photograph(tao, opened, 'id-card'), 'id-card')
  expect(filesOf(first)).toHaveLength(2)
  // A JPEG begins with ff d8 ff.
  for (const file of filesOf(first))
    expect(readFileSync(file).subarray(0, 3).toString('hex')).not.toBe('ffd8ff')
  const better = photoOf(await photograph(tao, opened, 'id-card'), 'id-card')
  await tao.call(contract.endMatter, { params: paramsOf(opened) })
  expect(await look(tao, better)).toBe(404)
  app.clock.forward(11)
  await app.app.services.photos.sweep()
  expect([...filesOf(first), ...filesOf(better)]).toEqual([])
})

test('what nobody touches for the days of the rules ends by itself, with its photos', async () => {
  const chen = await app.as('chen-yue')
  const opened = await begin(chen, 'chen-yue', 'medical-claim')
  const photo = photoOf(await photograph(chen, opened, 'id-card'), 'id-card')
  app.clock.forward(29 * 24 * 60)
  await app.app.services.guide.matters.sweep()
  expect(filesOf(photo)).toHaveLength(2)
  app.clock.forward(24 * 60 + 20)
  expect(await app.app.services.guide.matters.sweep()).toBeGreaterThan(0)
  app.clock.forward(11)
  await app.app.services.photos.sweep()
  expect(filesOf(photo)).toEqual([])
  const later = await app.as('chen-yue')
  const { matter } = await later.call(contract.readMatter, { params: paramsOf(opened) })
  expect(matter.status).toBe('ended')
})
