import type { Static, TObject, TSchema } from '@sinclair/typebox'
import type { Role } from '../accounts/roles.ts'
import type { ErrorCode } from './errors.ts'

/**
 * Who may call at all. What one may do with a particular thing is the feature's policy.
 * `roles`: the caller holds one of these posts, in the subdistrict that the path names.
 */
export type Access = 'anyone' | 'signed-in' | { readonly roles: readonly Role[] }

/** What wx.request can send; it knows no PATCH. */
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

interface Common {
  readonly method: Method
  /** Path below `/api`, parameters as `:name`. */
  readonly path: string
  readonly access: Access
  /** One line for the OpenAPI page. */
  readonly summary: string
  readonly params?: TObject
  readonly query?: TObject
  /** Codes this endpoint may answer beside the ones any endpoint may. */
  readonly errors: readonly ErrorCode[]
  /** The caller must have agreed to the privacy guide (PIPL art. 13, 14). */
  readonly needsPrivacyConsent?: true
  /** Calls per minute of one account (or address, when not signed in); default 300. */
  readonly perMinute?: number
  /** Served only when the server runs the demo. */
  readonly demoOnly?: true
}

export interface JsonEndpoint extends Common {
  readonly kind: 'json'
  readonly body?: TSchema
  readonly response: TSchema
  readonly status?: 200 | 201
  /** Needs an `Idempotency-Key`; a repeat answers what the first call answered. */
  readonly idempotent?: true
}

/** One file as multipart field `file`. */
export interface UploadEndpoint extends Common {
  readonly kind: 'upload'
  readonly maxBytes: number
  readonly response: TSchema
  readonly status?: 200 | 201
}

export interface DownloadEndpoint extends Common {
  readonly kind: 'download'
  readonly contentTypes: readonly string[]
}

export interface SocketEndpoint extends Common {
  readonly kind: 'socket'
  readonly method: 'GET'
  /** Messages the client sends, and those the server sends. */
  readonly receives: TSchema
  readonly sends: TSchema
}

/** Called by a machine that signs the very bytes it sends: the body arrives unread. */
export interface CallbackEndpoint extends Common {
  readonly kind: 'callback'
  readonly method: 'POST'
  readonly access: 'anyone'
  readonly maxBytes: number
}

export type Endpoint =
  | JsonEndpoint
  | UploadEndpoint
  | DownloadEndpoint
  | SocketEndpoint
  | CallbackEndpoint

/** Declares an endpoint, keeping its exact types for the server and for the client. */
export const endpoint = <const E extends Endpoint>(declared: E): E => declared

type Part<E, K extends string, Absent> = E extends { readonly [P in K]: infer S extends TSchema }
  ? Static<S>
  : Absent

export type ParamsOf<E extends Endpoint> = Part<E, 'params', Record<never, never>>
export type QueryOf<E extends Endpoint> = Part<E, 'query', Record<never, never>>
export type BodyOf<E extends Endpoint> = Part<E, 'body', undefined>
export type ResponseOf<E extends Endpoint> = Part<E, 'response', undefined>
