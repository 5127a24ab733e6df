import { readPhoto, uploadPhoto } from '#shared/photos/photos.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { PhotoGuards, Photos } from './photos.service.ts'

export const servePhotos = (serve: Kernel, photos: Photos, guards: PhotoGuards): void => {
  serve.upload(uploadPhoto, async ({ actor, file }) => {
    const { expiresAt, ...photo } = await photos.upload(actor, file)
    return { ...photo, expiresAt: expiresAt.toISOString() }
  })
  serve.download(readPhoto, async ({ actor, params }) => ({
    contentType: 'image/jpeg',
    content: await photos.read(actor, params.photoId, params.size, guards),
  }))
}
