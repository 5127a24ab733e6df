import { createHash } from 'node:crypto'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHOTO_MAX_BYTES, photoProcessor } from '#bff/photos/photo-processing.ts'

const process = photoProcessor({ concurrency: 2, timeoutSeconds: 20 })
const RED = { r: 220, g: 20, b: 20 }
const BLUE = { r: 20, g: 20, b: 220 }
const GREEN = { r: 20, g: 180, b: 20 }
const WHITE = { r: 250, g: 250, b: 250 }
/** Corners of the upright picture, clockwise from the top left. */
const CORNERS = [RED, BLUE, GREEN, WHITE]
/**
 * What a camera held that way stores, by EXIF orientation: the upright picture turned, then
 * mirrored. Two steps, because within one pipeline sharp chooses the order itself.
 */
const asIs = (picture: Sharp) => picture
const STORED: Record<number, [(picture: Sharp) => Sharp, (picture: Sharp) => Sharp]> = {
  1: [asIs, asIs],
  2: [asIs, (picture) => picture.flop()],
  3: [(picture) => picture.rotate(180), asIs],
  4: [asIs, (picture) => picture.flip()],
  5: [(picture) => picture.rotate(270), (picture) => picture.flip()],
  6: [(picture) => picture.rotate(270), asIs],
  7: [(picture) => picture.rotate(90), (picture) => picture.flip()],
  8: [(picture) => picture.rotate(90), asIs],
}
const PLACE = {
  IFD0: { Make: 'LinliPhone', Copyright: 'Wang' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 13/1 4950/100', GPSLongitudeRef: 'E' },
}
const TRACES = ['Exif', 'LinliPhone', 'ICC_PROFILE', 'ns.adobe.com', 'xpacket', 'Photoshop', 'eXIf']

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli photos '))
})
afterAll(() => rm(folder, { recursive: true }))

/** Four coloured quarters, wider than high, so that any turn shows. */
async function fourCorners(width = 600, height = 400): Promise<Buffer> {
  const quarter = { width: width / 2, height: height / 2, channels: 3 as const }
  const [topLeft, ...others] = CORNERS
  const at = [
    { left: quarter.width, top: 0 },
    { left: quarter.width, top: quarter.height },
    { left: 0, top: quarter.height },
  ]
  const pieces = others.map((background, index) => ({
    input: { create: { ...quarter, background } },
    left: at[index]?.left ?? 0,
    top: at[index]?.top ?? 0,
  }))
  const base = sharp({ create: { width, height, channels: 3, background: topLeft ?? RED } })
  return base.composite(pieces).png().toBuffer()
}

async function cornersOf(jpeg: Buffer) {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => {
    const from = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3
    return { r: data[from] ?? -1, g: data[from + 1] ?? -1, b: data[from + 2] ?? -1 }
  }
  return [at(0.2, 0.2), at(0.8, 0.2), at(0.8, 0.8), at(0.2, 0.8)]
}

function expectColours(found: (typeof RED)[], wanted: (typeof RED)[]) {
  for (const [index, colour] of wanted.entries()) {
    const seen = found[index] ?? { r: -99, g: -99, b: -99 }
    const off = Math.max(...(['r', 'g', 'b'] as const).map((c) => Math.abs(seen[c] - colour[c])))
    expect(off, `corner ${index}`).toBeLessThan(25)
  }
}

async function accepted(source: string | Uint8Array) {
  const answer = await process(source)
  if (!answer.ok) throw new Error(`refused: ${answer.code}`)
  return answer
}

async function refusal(source: string | Uint8Array) {
  const answer = await process(source)
  return answer.ok ? 'accepted' : answer.code
}

/** A PNG of one colour that claims any size: a few kilobytes for millions of pixels. */
function pngBomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))
  const parts = [chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}

for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
  test(`a photo stored with orientation ${orientation} is shown upright`, async () => {
    const [turn, mirror] = STORED[orientation] ?? [asIs, asIs]
    const turned = await turn(sharp(await fourCorners()))
      .png()
      .toBuffer()
    const mirrored = await mirror(sharp(turned)).png().toBuffer()
    const stored = await sharp(mirrored).withMetadata({ orientation }).jpeg().toBuffer()
    expect((await sharp(stored).metadata()).orientation).toBe(orientation)
    const { full, thumbnail } = await accepted(stored)
    for (const version of [full, thumbnail]) {
      expectColours(await cornersOf(version.bytes), CORNERS)
      expect((await sharp(version.bytes).metadata()).orientation).toBeUndefined()
    }
    expect([full.width, full.height]).toEqual([600, 400])
    expect([thumbnail.width, thumbnail.height]).toEqual([320, 213])
  })
}

for (const format of ['jpeg', 'png', 'webp'] as const) {
  test(`a ${format} comes out as a JPEG without place, camera or profile`, async () => {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><!--xpacket LinliPhone--></x:xmpmeta>'
    const stored = await sharp(await fourCorners())
      .withExif(PLACE)
      .withXmp(xmp)
      .withIccProfile('p3')
      .toFormat(format)
      .toBuffer()
    const before = await sharp(stored).metadata()
    expect([before.format, !!before.exif, !!before.icc, !!before.xmp]).toEqual([
      format,
      true,
      true,
      true,
    ])
    const { full, thumbnail } = await accepted(stored)
    for (const version of [full, thumbnail]) {
      const words = version.bytes.toString('latin1')
      expect(TRACES.filter((trace) => words.includes(trace))).toEqual([])
      const after = await sharp(version.bytes).metadata()
      expect([after.format, after.space]).toEqual(['jpeg', 'srgb'])
      expect([after.exif, after.icc, after.xmp, after.iptc]).toEqual(Array(4).fill(undefined))
    }
    // A wide-gamut red keeps its look when its profile is dropped.
    expectColours(await cornersOf(full.bytes), CORNERS)
  })
}

test('a large photo shrinks to 2,048 on its long side, a small one does not grow', async () => {
  const large = await accepted(await fourCorners(1500, 4000))
  expect([large.full.width, large.full.height]).toEqual([768, 2048])
  expect([large.thumbnail.width, large.thumbnail.height]).toEqual([120, 320])
  const small = await accepted(await fourCorners(160, 100))
  expect([small.full.width, small.full.height]).toEqual([160, 100])
  expect(small.full.sha256).toBe(createHash('sha256').update(small.full.bytes).digest('hex'))
})

test('a picture too small to show a problem is refused, an icon or a torn-off preview', async () => {
  expect(await refusal(await fourCorners(284, 98))).toBe('photo_too_small')
  expect(await refusal(await fourCorners(98, 284))).toBe('photo_too_small')
})

test('what is see-through becomes white, and print and grey colours become screen colours', async () => {
  const clear = { r: 0, g: 0, b: 0, alpha: 0 }
  const glass = sharp({ create: { width: 180, height: 180, channels: 4, background: clear } })
  const { full } = await accepted(await glass.png().toBuffer())
  expectColours(await cornersOf(full.bytes), Array(4).fill({ r: 255, g: 255, b: 255 }))
  for (const space of ['cmyk', 'b-w'] as const) {
    const stored = await sharp(await fourCorners())
      .toColourspace(space)
      .jpeg()
      .toBuffer()
    const shown = await accepted(stored)
    const after = await sharp(shown.full.bytes).metadata()
    expect([after.space, after.channels], space).toEqual(['srgb', 3])
  }
})

test('a file is judged by its bytes, not by its name', async () => {
  const photo = await sharp(await fourCorners())
    .jpeg()
    .toBuffer()
  await writeFile(join(folder, 'photo.pdf'), photo)
  expect((await accepted(join(folder, 'photo.pdf'))).full.width).toBe(600)
  await writeFile(join(folder, 'page.jpg'), '<html><script>alert(1)</script></html>')
  expect(await refusal(join(folder, 'page.jpg'))).toBe('photo_format')
})

test('pictures that are no photos of a phone are refused by kind', async () => {
  const png = await fourCorners()
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>'
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
  expect(await refusal(Buffer.from(svg))).toBe('photo_format')
  expect(await refusal(await sharp(png).gif().toBuffer())).toBe('photo_format')
  expect(await refusal(await sharp(png).tiff().toBuffer())).toBe('photo_format')
  expect(await refusal(await sharp(png).avif().toBuffer())).toBe('photo_format')
  expect(await refusal(heic)).toBe('photo_format_heic')
  expect(await refusal(Buffer.alloc(0))).toBe('photo_format')
})

test('a photo cut off on its way is refused, wherever it was cut', async () => {
  const noisy = sharp({
    create: {
      width: 400,
      height: 300,
      channels: 3,
      background: WHITE,
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    const whole = await noisy.clone().toFormat(format).toBuffer()
    expect(await refusal(whole), `${format} whole`).toBe('accepted')
    for (const share of [0.001, 0.05, 0.5, 0.9, 0.99]) {
      const cut = whole.subarray(0, Math.max(16, Math.floor(whole.length * share)))
      expect(await refusal(cut), `${format} ${share}`).toBe('photo_damaged')
    }
  }
})

test('a false photo is refused: another file behind the first bytes of a JPEG', async () => {
  const zip = Buffer.concat([
    Buffer.from('\xff\xd8\xff\xe0PK\x03\x04', 'latin1'),
    Buffer.alloc(999),
  ])
  expect(await refusal(zip)).toBe('photo_damaged')
})

test('whatever hangs behind a photo does not come out with it', async () => {
  const photo = await sharp(await fourCorners())
    .jpeg()
    .toBuffer()
  const tail = Buffer.from('<script>alert(document.domain)</script>PK\x03\x04')
  const { full, thumbnail } = await accepted(Buffer.concat([photo, tail]))
  for (const version of [full, thumbnail]) expect(version.bytes.includes('script')).toBe(false)
})

test('a small file of huge dimensions is refused before it is unpacked', async () => {
  const bomb = pngBomb(30_000, 30_000)
  expect(bomb.length).toBeLessThan(200_000)
  expect(await refusal(bomb)).toBe('photo_too_many_pixels')
  expect(await refusal(pngBomb(8_192, 6_144))).toBe('accepted')
})

test('a file over 15 MB is refused, from memory and from disk', async () => {
  const photo = await sharp(await fourCorners())
    .jpeg()
    .toBuffer()
  const padded = (size: number) => Buffer.concat([photo, Buffer.alloc(size - photo.length)])
  expect(await refusal(padded(PHOTO_MAX_BYTES))).toBe('accepted')
  expect(await refusal(padded(PHOTO_MAX_BYTES + 1))).toBe('photo_too_large')
  await writeFile(join(folder, 'long.jpg'), padded(PHOTO_MAX_BYTES + 1))
  expect(await refusal(join(folder, 'long.jpg'))).toBe('photo_too_large')
  // More than a buffer can hold: it must not be read at all.
  await truncate(join(folder, 'long.jpg'), 3 * 1024 ** 3)
  expect(await refusal(join(folder, 'long.jpg'))).toBe('photo_too_large')
})

test('of many photos at once two are worked on at a time, and all come out', async () => {
  const photo = await sharp(await fourCorners())
    .jpeg()
    .toBuffer()
  const sources = Array.from({ length: 24 }, (_, at) =>
    at % 3 === 0 ? photo.subarray(0, 300) : photo,
  )
  let most = 0
  const watch = () => {
    const { queue, process: running } = sharp.counters()
    most = Math.max(most, queue + running)
  }
  sharp.queue.on('change', watch)
  const answers = await Promise.all(sources.map((source) => refusal(source)))
  sharp.queue.off('change', watch)
  expect(most).toBe(2)
  expect(answers).toEqual(sources.map((_, at) => (at % 3 === 0 ? 'photo_damaged' : 'accepted')))
})
