import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import * as Type from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { PayHttp } from './wechat-pay-http.ts'

export type BillAnswer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: 'none' | 'not_ready' | 'damaged' | 'refused' | 'busy' }

const Address = Type.Object({
  hash_type: Type.Literal('SHA1'),
  hash_value: Type.String({ pattern: '^[0-9a-fA-F]{40}$' }),
  download_url: Type.String({ minLength: 1, maxLength: 2048 }),
})

const maxBillBytes = 256 * 1024 * 1024

const unpacked = (bytes: Buffer): Buffer | undefined => {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBillBytes })
  } catch {
    return undefined
  }
}

/**
 * The trade bill of a day (yyyy-mm-dd) as text; it is ready after 10:00 of the next day. The file is
 * not signed, but its SHA-1 comes in an answer that is. Source: 申请交易账单, 下载账单.
 */
export const fetchBill = async (
  { ask, download }: Pick<PayHttp, 'ask' | 'download'>,
  day: string,
): Promise<BillAnswer> => {
  const answer = await ask('GET', `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL&tar_type=GZIP`)
  if (!answer.ok) {
    if (answer.code === 'NOSTATEMENTEXIST') return { ok: false, code: 'none' }
    if (answer.code === 'STATEMENTCREATING') return { ok: false, code: 'not_ready' }
    return { ok: false, code: answer.code === 'unknown' ? 'busy' : 'refused' }
  }
  if (!Value.Check(Address, answer.body)) return { ok: false, code: 'busy' }
  const { hash_value: hash, download_url: address } = answer.body
  if (!URL.canParse(address)) return { ok: false, code: 'damaged' }
  // Always from the server we know, whatever host the address names.
  const { pathname, search } = new URL(address)
  const bytes = await download(`${pathname}${search}`)
  if (!bytes) return { ok: false, code: 'busy' }
  const file = unpacked(bytes)
  const isWhole = file && createHash('sha1').update(file).digest('hex') === hash.toLowerCase()
  return isWhole ? { ok: true, text: file.toString('utf8') } : { ok: false, code: 'damaged' }
}
