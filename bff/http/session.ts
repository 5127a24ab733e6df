import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Access } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'

/** What the session's owner (bff/accounts) answers for an access token. */
export type FindActor = (accessToken: string) => Promise<Actor>

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | undefined
  }
  interface FastifyContextConfig {
    /** Every route says who may call it; the server refuses to boot with one that does not. */
    access?: Access
  }
}

const bearerOf = (request: FastifyRequest): string => {
  const match = /^Bearer ([A-Za-z0-9._-]{1,2000})$/.exec(request.headers.authorization ?? '')
  if (!match?.[1]) throw new Refusal('not_signed_in')
  return match[1]
}

const subdistrictOf = (request: FastifyRequest): string => {
  const { params } = request
  if (typeof params !== 'object' || params === null || !('subdistrictId' in params)) return ''
  return typeof params.subdistrictId === 'string' ? params.subdistrictId : ''
}

/** The default-deny gate of one route: before validation, so that a stranger learns nothing. */
export const gate =
  (findActor: FindActor, access: Access, needsPrivacyConsent: boolean) =>
  async (request: FastifyRequest): Promise<void> => {
    if (access === 'anyone') return
    const actor = await findActor(bearerOf(request))
    request.actor = actor
    if (access !== 'signed-in' && postsIn(actor, subdistrictOf(request), access.roles).length === 0)
      throw new Refusal('not_allowed')
    if (needsPrivacyConsent && !actor.agreedToPrivacyGuide)
      throw new Refusal('privacy_consent_needed')
  }

export const prepareSessions = (app: FastifyInstance): void => {
  app.decorateRequest('actor', undefined)
}
