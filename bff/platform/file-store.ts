import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

/**
 * Where photos and exports lie. Keys are ours (`photos/<id>/full.jpg`), never a name a client sent.
 * `get` and `size` (bytes) answer undefined for a key that is not there; `delete` of one is no error.
 */
export type FileStore = {
  put(key: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>
  get(key: string): Promise<Readable | undefined>
  size(key: string): Promise<number | undefined>
  delete(key: string): Promise<void>
}

const KEY = /^(?=.{1,200}$)[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/
const INCOMING = 'incoming'
const ABANDONED_MS = 24 * 60 * 60 * 1000

/**
 * Files on a local or shared disk, in two levels of 256 folders. A file is there whole or not at
 * all, also after power is lost: what `put` has acknowledged is on the disk. `newName` gives a name
 * nobody else uses (a UUID). Throws on a key that is not ours and on disk errors.
 */
export async function openDiskFileStore(options: {
  directory: string
  newName: () => string
  clock: { now(): Date }
}): Promise<FileStore> {
  const incoming = join(options.directory, INCOMING)
  await mkdir(incoming, { recursive: true })
  await removeAbandoned(incoming, options.clock.now())

  async function put(key: string, content: Uint8Array | AsyncIterable<Uint8Array>) {
    const place = placeOf(options.directory, key)
    const draft = join(incoming, options.newName())
    try {
      await writeDurably(draft, content)
      const firstNew = await mkdir(dirname(place), { recursive: true })
      await rename(draft, place)
      await syncFolder(dirname(place))
      if (firstNew !== undefined) await syncFolders(dirname(place), options.directory)
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
  }

  async function get(key: string) {
    const file = await unlessMissing(open(placeOf(options.directory, key), 'r'))
    return file?.createReadStream()
  }

  async function size(key: string) {
    const found = await unlessMissing(stat(placeOf(options.directory, key)))
    return found?.size
  }

  async function remove(key: string) {
    await rm(placeOf(options.directory, key), { force: true })
  }

  return { put, get, size, delete: remove }
}

/** Hashing the key keeps folders even; `~` cannot occur in a key, so no two keys share a place. */
function placeOf(directory: string, key: string): string {
  if (!KEY.test(key)) throw new Error('file store: not a key of ours')
  const hash = createHash('sha256').update(key).digest('hex')
  return join(directory, hash.slice(0, 2), hash.slice(2, 4), key.replaceAll('/', '~'))
}

async function writeDurably(path: string, content: Uint8Array | AsyncIterable<Uint8Array>) {
  const file = await open(path, 'wx')
  try {
    const chunks = content instanceof Uint8Array ? [content] : content
    for await (const chunk of chunks) await file.writeFile(chunk)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A new folder is durable only when the folder that names it is synced too. */
async function syncFolders(from: string, upTo: string) {
  for (let folder = dirname(from); folder.length >= upTo.length; folder = dirname(folder)) {
    await syncFolder(folder)
  }
}

async function syncFolder(path: string) {
  const folder: FileHandle = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** A process killed while writing leaves a draft; another node may be writing, hence the day. */
async function removeAbandoned(incoming: string, now: Date) {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const found = await unlessMissing(stat(path))
    if (found && now.getTime() - found.mtimeMs > ABANDONED_MS) await rm(path, { force: true })
  }
}

async function unlessMissing<T>(pending: Promise<T>): Promise<T | undefined> {
  try {
    return await pending
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
