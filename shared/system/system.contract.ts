import * as Type from '@sinclair/typebox'
import { endpoint } from '../http/endpoint.ts'
import { literals, object } from '../http/fields.ts'

/** What a client must know before anyone has signed in. */
export const readSettings = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/settings',
  access: 'anyone',
  summary: 'Public settings',
  response: object({
    mode: literals(['demo', 'production'] as const),
    privacyGuideVersion: Type.String(),
    /** Subscribe-message template asked for when a case is filed; empty when none is configured. */
    caseStepTemplateId: Type.String(),
    defaultSubdistrictId: Type.String(),
  }),
  errors: [],
})
