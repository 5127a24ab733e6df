import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'

/** What a sealed value is for; a value sealed for one purpose cannot be opened for another. */
export type PersonalDataPurpose =
  | 'phone'
  | 'id-number'
  | 'address'
  | 'name'
  | 'relation-code'
  | 'care-invite'
  | 'vendor-secret'
  | 'photo'

export type PersonalDataKey = { id: string; key: Uint8Array }

export type PersonalData = {
  /** `k1:` + base64url(nonce 12 B, ciphertext, tag 16 B), different each time. */
  seal(purpose: PersonalDataPurpose, plain: string): string
  /** Throws when the key is unknown, the purpose another, or a bit was changed. */
  open(purpose: PersonalDataPurpose, sealed: string): string
  /** As `seal`, for files: `k1:` and then the bytes themselves. */
  sealBytes(purpose: PersonalDataPurpose, plain: Uint8Array): Buffer
  /** As `open`; undefined for bytes that were never sealed. */
  openBytes(purpose: PersonalDataPurpose, sealed: Buffer): Buffer | undefined
  /** The same for the same value (normalise first): finds a row without opening any. base64url. */
  blindIndex(purpose: PersonalDataPurpose, plain: string): string
  /** Whether the newest key sealed it; if not, it should be opened and sealed again. */
  isCurrent(sealed: string): boolean
}

const NONCE_BYTES = 12
const TAG_BYTES = 16
const SEALED = /^([a-z0-9]{1,16}):([A-Za-z0-9_-]+)$/

/**
 * Personal data at rest: AES-256-GCM with the purpose as associated data, and an HMAC-SHA256 blind
 * index under a key of its own. `encryptionKeys` are newest first, 32 bytes each; the first seals,
 * all open. Throws at once on a key of another length or an id used twice.
 */
export function personalData(options: {
  encryptionKeys: readonly PersonalDataKey[]
  indexKey: Uint8Array
  randomBytes: (count: number) => Uint8Array
}): PersonalData {
  const { encryptionKeys, indexKey, randomBytes } = options
  const keys = new Map(encryptionKeys.map((entry) => [entry.id, entry.key]))
  const newest = newestOf(encryptionKeys)
  if (keys.size !== encryptionKeys.length) throw new Error('personal data: a key id is used twice')
  if ([...keys.values(), indexKey].some((key) => key.length !== 32)) {
    throw new Error('personal data: every key must have 32 bytes')
  }
  if ([...keys.keys()].some((id) => !/^[a-z0-9]{1,16}$/.test(id))) {
    throw new Error('personal data: a key id has 1 to 16 lower-case letters and digits')
  }
  if ([...keys.values()].some((key) => Buffer.from(key).equals(indexKey))) {
    throw new Error('personal data: the index needs a key of its own')
  }

  function sealed(purpose: PersonalDataPurpose, plain: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', newest.key, nonce)
    cipher.setAAD(Buffer.from(purpose))
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  }

  function opened(purpose: PersonalDataPurpose, id: string, bytes: Buffer): Buffer {
    const key = keys.get(id)
    if (!key || bytes.length < NONCE_BYTES + TAG_BYTES) {
      throw new Error('personal data: sealed with an unknown key or not sealed at all')
    }
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(Buffer.from(purpose))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    const body = bytes.subarray(NONCE_BYTES, -TAG_BYTES)
    return Buffer.concat([decipher.update(body), decipher.final()])
  }

  function seal(purpose: PersonalDataPurpose, plain: string) {
    return `${newest.id}:${sealed(purpose, Buffer.from(plain)).toString('base64url')}`
  }

  function open(purpose: PersonalDataPurpose, text: string) {
    const [, id = '', encoded = ''] = SEALED.exec(text) ?? []
    return opened(purpose, id, Buffer.from(encoded, 'base64url')).toString('utf8')
  }

  function sealBytes(purpose: PersonalDataPurpose, plain: Uint8Array) {
    return Buffer.concat([Buffer.from(`${newest.id}:`), sealed(purpose, plain)])
  }

  function openBytes(purpose: PersonalDataPurpose, bytes: Buffer) {
    // An id and a colon: no JPEG begins so.
    const [head = '', id = ''] = /^([a-z0-9]{1,16}):/.exec(bytes.toString('latin1', 0, 17)) ?? []
    return head === '' ? undefined : opened(purpose, id, bytes.subarray(head.length))
  }

  function blindIndex(purpose: PersonalDataPurpose, plain: string) {
    return createHmac('sha256', indexKey).update(`${purpose}\0${plain}`).digest('base64url')
  }

  function isCurrent(sealed: string) {
    return sealed.startsWith(`${newest.id}:`)
  }

  return { seal, open, sealBytes, openBytes, blindIndex, isCurrent }
}

function newestOf(keys: readonly PersonalDataKey[]): PersonalDataKey {
  const newest = keys[0]
  if (!newest) throw new Error('personal data: no encryption key')
  return newest
}
