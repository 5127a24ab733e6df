import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { SharpOptions } from 'sharp'
import sharp from 'sharp'

/** Why a file is not taken as a photo; `photo_busy` is ours, and worth another try. */
export type PhotoRefusal =
  | 'photo_format'
  | 'photo_format_heic'
  | 'photo_damaged'
  | 'photo_too_large'
  | 'photo_too_many_pixels'
  | 'photo_too_small'
  | 'photo_busy'

/** A JPEG of ours. `sha256` is hex, over `bytes`; width and height are pixels as one sees them. */
export type PhotoVersion = { bytes: Buffer; width: number; height: number; sha256: string }

export type ProcessedPhoto = { full: PhotoVersion; thumbnail: PhotoVersion }

export type PhotoProcessor = (
  source: string | Uint8Array,
) => Promise<({ ok: true } & ProcessedPhoto) | { ok: false; code: PhotoRefusal }>

export const PHOTO_MAX_BYTES = 15 * 1024 * 1024
/** Room for the 8192 × 6144 of a 50-megapixel phone. */
export const PHOTO_MAX_PIXELS = 51_000_000
/** Icons and torn-off previews: nobody could see a problem on them. */
export const PHOTO_MIN_SIDE = 100
const FULL_SIDE = 2048
const THUMBNAIL_SIDE = 320
const QUALITY = 82
const HEIF_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'])

/**
 * Makes photos safe to show: upright, sRGB, at most 2,048 pixels on the long side, re-encoded as
 * JPEG without any metadata (place, camera, profile). Takes JPEG, PNG and WebP by their first bytes,
 * whatever the file is called. At most `concurrency` photos are decoded at once, the rest wait.
 * Throws only when a path cannot be read.
 */
export function photoProcessor(options: {
  concurrency: number
  timeoutSeconds: number
}): PhotoProcessor {
  const inTurn = limitTo(options.concurrency)
  return (source) => inTurn(() => processPhoto(source, options.timeoutSeconds))
}

async function processPhoto(
  source: string | Uint8Array,
  timeoutSeconds: number,
): ReturnType<PhotoProcessor> {
  const bytes = typeof source === 'string' ? await readAtMost(source, PHOTO_MAX_BYTES) : source
  if (bytes === undefined || bytes.length > PHOTO_MAX_BYTES) {
    return { ok: false, code: 'photo_too_large' }
  }
  const refusal = refusalByFirstBytes(bytes)
  if (refusal) return { ok: false, code: refusal }
  try {
    const full = await encode(bytes, FULL_SIDE, timeoutSeconds)
    const { width, height } = await sharp(bytes).metadata()
    if (Math.min(width, height) < PHOTO_MIN_SIDE) return { ok: false, code: 'photo_too_small' }
    const thumbnail = await encode(full.bytes, THUMBNAIL_SIDE, timeoutSeconds)
    return { ok: true, full, thumbnail }
  } catch (error) {
    return { ok: false, code: refusalOf(error) }
  }
}

async function encode(bytes: Uint8Array, side: number, seconds: number): Promise<PhotoVersion> {
  const reading: SharpOptions = {
    limitInputPixels: PHOTO_MAX_PIXELS,
    failOn: 'error',
    pages: 1,
    sequentialRead: true,
  }
  const { data, info } = await sharp(bytes, reading)
    .timeout({ seconds })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true })
  const sha256 = createHash('sha256').update(data).digest('hex')
  return { bytes: data, width: info.width, height: info.height, sha256 }
}

/** sharp would also read SVG, GIF, TIFF and PDF: none of them gets that far. */
function refusalByFirstBytes(bytes: Uint8Array): PhotoRefusal | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16))
  const text = head.toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return undefined
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return undefined
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return undefined
  const isHeif = text.slice(4, 8) === 'ftyp' && HEIF_BRANDS.has(text.slice(8, 12))
  return isHeif ? 'photo_format_heic' : 'photo_format'
}

/** libvips tells what went wrong only in words. */
function refusalOf(error: unknown): PhotoRefusal {
  const words = error instanceof Error ? error.message : ''
  if (/exceeds pixel limit|too large|dimensions/i.test(words)) return 'photo_too_many_pixels'
  if (/timeout|out of memory|unable to allocate/i.test(words)) return 'photo_busy'
  return 'photo_damaged'
}

/** The file's bytes, or undefined when it is longer, without reading it then. */
async function readAtMost(path: string, limit: number): Promise<Uint8Array | undefined> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size > limit) return undefined
    return await file.readFile()
  } finally {
    await file.close()
  }
}

function limitTo(most: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      // The place goes straight to the next one, so nobody can slip in between.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
