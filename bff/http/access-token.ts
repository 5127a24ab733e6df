import { createPublicKey } from 'node:crypto'
import fastifyJwt from '@fastify/jwt'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '#shared/http/errors.ts'
import type { NamedKey } from '../env.ts'
import { signingKeyOf } from '../env.ts'

/** Minutes an access token lives; the refresh token brings the next one. */
export const accessTokenMinutes = 10
const issuer = 'linli'
const audience = 'linli-api'

/** Who a token speaks for. */
export interface AccessClaims {
  readonly accountId: string
  readonly sessionId: string
}

export interface AccessTokens {
  readonly sign: (claims: AccessClaims, tokenId: string, now: Date) => string
  /** @throws Refusal token_expired | not_signed_in */
  readonly verify: (token: string, now: Date) => AccessClaims
}

interface Payload {
  sub: string
  sid: string
  jti: string
  iat: number
  exp: number
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: Payload
  }
}

/** Tokens that were verified and are remembered; beyond, the oldest are verified again. */
const mostRemembered = 20_000

/**
 * Short-lived Ed25519 tokens. Only EdDSA is accepted, with audience, issuer and an end: the
 * library's defaults would take a token without `exp`. Old keys go on verifying until removed. A
 * signature is checked once (0.3 ms): a phone shows the same token for ten minutes.
 */
export const registerAccessTokens = async (
  app: FastifyInstance,
  keys: readonly NamedKey[],
): Promise<AccessTokens> => {
  for (const key of keys) {
    const privateKey = signingKeyOf(key)
    await app.register(fastifyJwt, {
      namespace: key.id,
      decoratorName: `token_${key.id}`,
      secret: {
        private: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
        public: createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString(),
      },
      sign: { algorithm: 'EdDSA', iss: issuer, aud: audience, kid: key.id },
      verify: {
        algorithms: ['EdDSA'],
        allowedIss: issuer,
        allowedAud: audience,
        requiredClaims: ['exp', 'iat', 'sub', 'jti', 'sid', 'aud', 'iss'],
        // The product's own clock decides below, so that tests can move it.
        ignoreExpiration: true,
        cache: false,
      },
    })
  }
  const signersById = new Map(keys.map((key) => [key.id, Reflect.get(app.jwt, key.id) ?? app.jwt]))
  const newest = keys[0]?.id
  const signer = signersById.get(newest ?? '') ?? app.jwt
  const remembered = new Map<string, Payload>()

  const payloadOf = (token: string): Payload | undefined => {
    const known = remembered.get(token)
    if (known) return known
    for (const verifier of signersById.values()) {
      try {
        const payload: Payload = verifier.verify(token)
        remembered.set(token, payload)
        const oldest = remembered.size > mostRemembered ? remembered.keys().next().value : undefined
        if (oldest !== undefined) remembered.delete(oldest)
        return payload
      } catch {}
    }
    return undefined
  }

  return {
    sign: ({ accountId, sessionId }, tokenId, now) => {
      const iat = Math.floor(now.getTime() / 1000)
      return signer.sign({
        sub: accountId,
        sid: sessionId,
        jti: tokenId,
        iat,
        exp: iat + accessTokenMinutes * 60,
      })
    },
    verify: (token, now) => {
      const payload = payloadOf(token)
      if (!payload) throw new Refusal('not_signed_in')
      if (payload.exp * 1000 <= now.getTime()) {
        remembered.delete(token)
        throw new Refusal('token_expired')
      }
      return { accountId: payload.sub, sessionId: payload.sid }
    },
  }
}
