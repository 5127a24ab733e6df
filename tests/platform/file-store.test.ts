import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDiskFileStore } from '#bff/platform/file-store.ts'

let directory: string
const NOW = new Date()
const openStore = () =>
  openDiskFileStore({ directory, newName: randomUUID, clock: { now: () => NOW } })
const bytesOf = async (key: string) => {
  const stream = await (await openStore()).get(key)
  return stream && (await buffer(stream))
}
const filesUnder = async () =>
  (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'linli files '))
})
afterEach(() => rm(directory, { recursive: true }))

test('what is put is there byte for byte, also for another process', async () => {
  const store = await openStore()
  const content = Buffer.from([0, 1, 2, 255, 10, 13])
  await store.put('photos/a/full.jpg', content)
  expect(await store.size('photos/a/full.jpg')).toBe(6)
  expect(await bytesOf('photos/a/full.jpg')).toEqual(content)
})

test('a stream in pieces is kept whole', async () => {
  async function* pieces() {
    for (let at = 0; at < 50; at += 1) yield Buffer.alloc(1000, at)
  }
  const store = await openStore()
  await store.put('exports/all.zip', pieces())
  const found = await bytesOf('exports/all.zip')
  expect(found?.length).toBe(50_000)
  expect(found?.[49_999]).toBe(49)
})

test('what is not there is undefined, and deleting it is no error', async () => {
  const store = await openStore()
  expect(await store.get('photos/none')).toBeUndefined()
  expect(await store.size('photos/none')).toBeUndefined()
  await store.delete('photos/none')
  await store.put('photos/one', Buffer.from('x'))
  await store.delete('photos/one')
  expect(await store.get('photos/one')).toBeUndefined()
})

test('a stream that breaks leaves nothing behind, and what was there stays', async () => {
  async function* broken() {
    yield Buffer.from('half')
    throw new Error('the phone lost its net')
  }
  const store = await openStore()
  await expect(store.put('photos/new', broken())).rejects.toThrow('lost its net')
  await store.put('photos/old', Buffer.from('before'))
  await expect(store.put('photos/old', broken())).rejects.toThrow('lost its net')
  expect(await store.get('photos/new')).toBeUndefined()
  expect(String(await bytesOf('photos/old'))).toBe('before')
  expect(await filesUnder()).toEqual(['photos~old'])
})

test('a reader sees the old file or the new one, never a part', async () => {
  const store = await openStore()
  await store.put('photos/x', Buffer.alloc(200_000, 1))
  const writing = Promise.all(
    [2, 3, 4].map((fill) => store.put('photos/x', Buffer.alloc(200_000, fill))),
  )
  for (let look = 0; look < 20; look += 1) {
    const found = (await bytesOf('photos/x')) ?? Buffer.alloc(0)
    expect([found.length, new Set(found).size]).toEqual([200_000, 1])
  }
  await writing
})

test('a key that is not ours is refused, and nothing outside can be reached', async () => {
  const store = await openStore()
  const keys = ['../x', 'a/../../x', '/etc/passwd', 'a//b', 'a/', '', '.x', 'a/.b', 'A', 'a b']
  for (const key of [...keys, 'a\0b', 'a\\b', 'a~b', '照片', 'x'.repeat(201)]) {
    await expect(store.put(key, Buffer.from('x')), key).rejects.toThrow('not a key')
    await expect(store.get(key), key).rejects.toThrow('not a key')
    await expect(store.delete(key), key).rejects.toThrow('not a key')
  }
  expect(await filesUnder()).toEqual([])
})

test('the draft of a killed process is cleared after a day, not before', async () => {
  await openStore()
  const draft = (name: string) => join(directory, 'incoming', name)
  const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000)
  await writeFile(draft('yesterday'), 'x')
  await utimes(draft('yesterday'), hoursAgo(25), hoursAgo(25))
  await writeFile(draft('today'), 'x')
  await utimes(draft('today'), hoursAgo(23), hoursAgo(23))
  await openStore()
  expect(await filesUnder()).toEqual(['today'])
})
