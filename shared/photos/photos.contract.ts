import * as Type from '@sinclair/typebox'
import { endpoint } from '../http/endpoint.ts'
import { Instant, literals, object } from '../http/fields.ts'
import { PhotoIdSchema } from '../ids.ts'

export const maxPhotoBytes = 15 * 1024 * 1024
/** Longest side in pixels of each stored size. */
export const photoSizes = { thumbnail: 320, large: 2048 } as const

/** Upright, shrunk and without metadata before anyone sees it. Unattached photos expire. */
export const uploadPhoto = endpoint({
  kind: 'upload',
  method: 'POST',
  path: '/photos',
  access: 'signed-in',
  needsPrivacyConsent: true,
  perMinute: 60,
  summary: 'Upload one photo; attach it by its id',
  maxBytes: maxPhotoBytes,
  response: object({
    photoId: PhotoIdSchema,
    width: Type.Integer(),
    height: Type.Integer(),
    expiresAt: Instant,
  }),
  status: 201,
  errors: [
    'photo_format',
    'photo_format_heic',
    'photo_damaged',
    'photo_too_large',
    'photo_too_many_pixels',
    'photo_too_small',
    'photo_quota',
  ],
})

/** Only for whoever uploaded it, or may see the case it belongs to. */
export const readPhoto = endpoint({
  kind: 'download',
  method: 'GET',
  path: '/photos/:photoId/:size',
  access: 'signed-in',
  perMinute: 1200,
  summary: 'A photo as JPEG',
  params: object({ photoId: PhotoIdSchema, size: literals(['thumbnail', 'large'] as const) }),
  contentTypes: ['image/jpeg'],
  errors: ['not_found'],
})
