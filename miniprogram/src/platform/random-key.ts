import Taro from '@tarojs/taro'

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * An unguessable key of 32 hex digits, e.g. for `idempotencyKey`. Make it when the form opens and
 * keep it in the draft, so that a second press or a restart sends the same one.
 */
export const newKey = async (): Promise<string> => {
  if (process.env.TARO_ENV === 'h5') return hex(crypto.getRandomValues(new Uint8Array(16)))
  const { randomValues } = await Taro.getRandomValues({ length: 16 })
  return hex(new Uint8Array(randomValues))
}
