import sharp from 'sharp'

/** A photo that the product takes. */
export const picture = (): Promise<Buffer> =>
  sharp({ create: { width: 200, height: 150, channels: 3, background: 'grey' } })
    .jpeg()
    .toBuffer()
