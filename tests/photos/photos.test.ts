import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { photosPerDay } from '#bff/photos/photos.policy.ts'
import {
  acceptCase,
  dispatchCase,
  fileCase,
  maxPhotosPerStep,
  reportProgress,
  supplementCase,
} from '#shared/cases/cases.contract.ts'
import type { PhotoId } from '#shared/ids.ts'
import { subdistrictId } from '#shared/ids.ts'
import { maxPhotoBytes, readPhoto, uploadPhoto } from '#shared/photos/photos.contract.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'

const hexing = subdistrictId('hexing')
let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

const picture = (width = 640, height = 480) =>
  sharp({ create: { width, height, channels: 3, background: '#7a4' } })

/** As a phone held sideways takes it, with its place and maker inside. */
const phonePicture = () =>
  picture()
    .jpeg()
    .withExif({
      IFD0: { Make: 'SecretPhone', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 13/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()

const plainJpeg = () => picture().jpeg().toBuffer()

const uploaded = async (client: Client, file?: Buffer): Promise<PhotoId> => {
  const answer = await client.upload(uploadPhoto, file ?? (await plainJpeg()))
  expect(answer.code).toBeUndefined()
  return answer.body.photoId
}

const look = (client: Client, photoId: PhotoId, size: 'large' | 'thumbnail' = 'large') =>
  client.ask(readPhoto, { params: { photoId, size } })

const report = (photoIds: PhotoId[], text = '楼道灯不亮') => ({
  body: { subdistrictId: hexing, text, photoIds, source: 'resident' as const },
})

const filed = async (client: Client, photoIds: PhotoId[]) =>
  (await client.call(fileCase, report(photoIds))).case

const storedFiles = () =>
  readdirSync(app.platform.settings.filesDirectory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)

const storedRows = async (): Promise<number> => {
  const { rows } = await app.platform.database.pool.query<{ photos: number }>(
    'select count(*)::int as photos from photos',
  )
  return rows[0]?.photos ?? -1
}

test('a photo comes out upright and says neither where nor with what it was taken', async () => {
  const resident = await app.as('chen-yue')
  const answer = await resident.upload(uploadPhoto, await phonePicture())
  expect(answer.status).toBe(201)
  expect(answer.body).toMatchObject({ width: 480, height: 640 })

  const shown = await look(resident, answer.body.photoId)
  const bytes = await bytesOf(resident, answer.body.photoId, 'large')
  expect(shown.headers.get('content-type')).toBe('image/jpeg')
  expect(bytes.includes('SecretPhone')).toBe(false)
  expect(bytes.includes('Exif')).toBe(false)
  const { width, height, orientation } = await sharp(bytes).metadata()
  expect({ width, height, orientation }).toEqual({
    width: 480,
    height: 640,
    orientation: undefined,
  })
})

const bytesOf = async (client: Client, photoId: PhotoId, size: string): Promise<Buffer> => {
  const response = await client.raw(`/api/photos/${photoId}/${size}`)
  return Buffer.from(await response.arrayBuffer())
}

test('a large photo is shrunk, and its thumbnail is small', async () => {
  const resident = await app.as('chen-yue')
  const photoId = await uploaded(resident, await picture(4000, 3000).png().toBuffer())
  const large = await sharp(await bytesOf(resident, photoId, 'large')).metadata()
  const thumbnail = await sharp(await bytesOf(resident, photoId, 'thumbnail')).metadata()
  expect([large.width, large.height]).toEqual([2048, 1536])
  expect([thumbnail.width, thumbnail.height]).toEqual([320, 240])
})

test('a damaged or false file is refused with its own word, and nothing of it is kept', async () => {
  const resident = await app.as('chen-yue')
  const jpeg = await sharp({
    create: {
      width: 640,
      height: 480,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer()
  const before = [await storedRows(), storedFiles().length]
  const files: [Buffer, number, string][] = [
    [jpeg.subarray(0, jpeg.length / 2), 422, 'photo_damaged'],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415, 'photo_format'],
    [Buffer.from('MZ not a photo at all'), 415, 'photo_format'],
    [Buffer.alloc(0), 415, 'photo_format'],
    [Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'), 415, 'photo_format_heic'],
    [await picture(20, 20).jpeg().toBuffer(), 422, 'photo_too_small'],
  ]
  for (const [file, status, code] of files) {
    const answer = await resident.upload(uploadPhoto, file, 'photo.jpg')
    expect([answer.status, answer.code]).toEqual([status, code])
  }
  expect([await storedRows(), storedFiles().length]).toEqual(before)
})

test('an upload is exactly one whole file, and anything else is refused', async () => {
  const resident = await app.as('chen-yue')
  const file = new Blob([new Uint8Array(await plainJpeg())])
  const before = [await storedRows(), storedFiles().length]
  const form = (...parts: [string, Blob | string][]) => {
    const made = new FormData()
    for (const [name, value] of parts)
      if (typeof value === 'string') made.append(name, value)
      else made.append(name, value, 'photo.jpg')
    return { body: made }
  }
  const cut = {
    body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  }
  const wishes: [RequestInit, number][] = [
    [form(), 400],
    [form(['file', file], ['file', file]), 400],
    [form(['file', 'words instead of a photo']), 400],
    [form(['words', 'first'], ['file', file]), 400],
    [form(['file', file], ['words', 'after']), 400],
    [form(['picture', file]), 400],
    [cut, 400],
    [{ body: 'abc', headers: { 'content-type': 'multipart/form-data' } }, 400],
    [{ body: '{}', headers: { 'content-type': 'application/json' } }, 415],
  ]
  for (const [index, [init, status]] of wishes.entries()) {
    const response = await resident.raw('/api/photos', { ...init, method: 'POST' })
    expect([index, response.status]).toEqual([index, status])
  }
  expect([await storedRows(), storedFiles().length]).toEqual(before)
})

test('a photo over 15 MB is refused and nothing of it is kept', async () => {
  const resident = await app.as('chen-yue')
  const before = [await storedRows(), storedFiles().length]
  const small = await plainJpeg()
  const answer = await resident.upload(
    uploadPhoto,
    Buffer.concat([small, Buffer.alloc(maxPhotoBytes + 1 - small.length)]),
  )
  expect(answer.status).toBe(413)
  expect([await storedRows(), storedFiles().length]).toEqual(before)
})

test('a photo that hangs nowhere yet is its uploader’s alone', async () => {
  const resident = await app.as('chen-yue')
  const photoId = await uploaded(resident)
  expect((await look(resident, photoId)).status).toBe(200)
  for (const other of ['zhang-hui', 'hexing-duty-1', 'liuwan-duty-1'])
    expect((await look(await app.as(other), photoId)).status).toBe(404)
  expect((await look(app.nobody, photoId)).status).toBe(401)
})

test('only those who may see a case can fetch its photos', async () => {
  const resident = await app.as('chen-yue')
  const photoId = await uploaded(resident)
  await filed(resident, [photoId])
  const answers: [Client, number][] = [
    [resident, 200],
    [await app.as('hexing-duty-1'), 200],
    [await app.as('zhang-hui'), 404],
    [await app.as('liuwan-duty-1'), 404],
    [await app.as('hexing-administrator'), 404],
    [app.nobody, 401],
  ]
  for (const size of ['large', 'thumbnail'] as const)
    for (const [client, status] of answers)
      expect((await look(client, photoId, size)).status).toBe(status)
})

test('photos of an internal note never reach the reporter', async () => {
  const resident = await app.as('chen-yue')
  const duty = await app.as('hexing-duty-1')
  const handler = await app.as('hexing-public-works-1')
  const { caseId } = await filed(resident, [])
  const params = { subdistrictId: hexing, caseId }
  const unit = await app.platform.database.inTransaction((tx) =>
    app.app.services.places.unitByCode(tx, hexing, 'public-works'),
  )
  if (!unit) throw new Error('the demo has no such unit')
  const dispatch = { unitId: unit.unitId, typeCode: 'road', note: '' }
  await duty.call(dispatchCase, { params, body: dispatch })
  await handler.call(acceptCase, { params, body: {} })
  const internal = await uploaded(handler)
  const open = await uploaded(handler)
  const say = (publicReply: string, internalNote: string, photoIds: PhotoId[]) => ({
    params,
    body: { publicReply, internalNote, photoIds, photoStage: 'before' as const },
  })
  await handler.call(reportProgress, say('', '住户不让进', [internal]))
  await handler.call(reportProgress, say('明天来修', '', [open]))
  expect((await look(duty, internal)).status).toBe(200)
  expect((await look(resident, internal)).status).toBe(404)
  expect((await look(resident, open)).status).toBe(200)
})

test('a photo hangs at one case, whoever tries at the same time', async () => {
  const resident = await app.as('chen-yue')
  for (let round = 0; round < 5; round += 1) {
    const photoIds = [await uploaded(resident), await uploaded(resident)]
    const backwards = [...photoIds].reverse()
    const answers = await Promise.all(
      [photoIds, backwards, photoIds, backwards].map((ids) => resident.ask(fileCase, report(ids))),
    )
    const codes = answers.map(({ status, code }) => code ?? status).sort()
    expect(codes).toEqual([201, 'photo_unavailable', 'photo_unavailable', 'photo_unavailable'])
  }
})

test('a photo of somebody else, or none at all, cannot be attached', async () => {
  const resident = await app.as('chen-yue')
  const other = await uploaded(await app.as('zhang-hui'))
  const mine = await uploaded(resident)
  for (const photoIds of [[other], [mine, other]])
    expect((await resident.ask(fileCase, report(photoIds))).code).toBe('photo_unavailable')
  expect((await resident.ask(fileCase, report([mine]))).status).toBe(201)
})

test('nine photos go with one step, and ten do not', async () => {
  const resident = await app.as('chen-yue')
  const photoIds: PhotoId[] = []
  for (let made = 0; made < maxPhotosPerStep; made += 1) photoIds.push(await uploaded(resident))
  const tenth = await uploaded(resident)
  const { caseId } = await filed(resident, photoIds)
  const again = await resident.ask(supplementCase, {
    params: { subdistrictId: hexing, caseId },
    body: { text: '再看', photoIds: [...photoIds, tenth] },
  })
  expect(again.status).toBe(400)
  expect((await resident.ask(fileCase, report([...photoIds, tenth]))).status).toBe(400)
})

test('a photo nobody attached is gone after a day, an attached one stays', async () => {
  const own = await startTestApp()
  try {
    const resident = await own.as('chen-yue')
    const forgotten = await uploaded(resident)
    const kept = await uploaded(resident)
    await resident.call(fileCase, report([kept]))
    own.clock.forward(24 * 60 + 1)
    const later = await own.as('chen-yue')
    expect((await look(later, forgotten)).status).toBe(404)
    expect((await later.ask(fileCase, report([forgotten]))).code).toBe('photo_unavailable')

    own.clock.forward(20)
    expect(await own.app.services.photos.sweep()).toBe(1)
    const files = readdirSync(own.platform.settings.filesDirectory, { recursive: true })
    expect(files.filter((name) => name.toString().includes(forgotten))).toEqual([])
    expect((await look(await own.as('chen-yue'), kept)).status).toBe(200)
  } finally {
    await own.stop()
  }
})

test('one person uploads at most a hundred photos a day, also all at once', async () => {
  const resident = await app.as('tao-liming')
  const small = await picture(120, 120).jpeg().toBuffer()
  for (let sent = 0; sent < photosPerDay - 5; sent += 1) await uploaded(resident, small)

  // Rows cannot be written until all of them have been counted, if they do not take turns.
  const gate = await app.platform.database.pool.connect()
  await gate.query('begin; lock table photos in share mode')
  const sending = Array.from({ length: 9 }, () => resident.upload(uploadPhoto, small))
  await sleep(1500)
  await gate.query('commit')
  gate.release()
  const codes = (await Promise.all(sending)).map(({ code, status }) => code ?? status)
  expect(codes.filter((code) => code === 201)).toHaveLength(5)
  expect(codes.filter((code) => code === 'photo_quota')).toHaveLength(4)
  expect((await (await app.as('zhang-hui')).upload(uploadPhoto, small)).status).toBe(201)
})
