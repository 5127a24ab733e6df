/** 订阅消息参数值内容限制说明: a field's name begins with its kind (`thing1`, `time2`). */
const KINDS: Record<string, (value: string) => boolean> = {
  thing: (value) => value.length <= 20,
  number: (value) => /^\d{1,32}(\.\d+)?$/.test(value) && value.length <= 32,
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => /^[^\p{L}\p{N}\s]{1,5}$/u.test(value),
  character_string: (value) => /^[\x21-\x7e]{1,32}$/.test(value),
  time: (value) => TIME.test(value),
  date: (value) => DATE.test(value),
  amount: (value) => /^[¥￥$]?\d{1,10}(\.\d+)?元?$/.test(value),
  phone_number: (value) => /^[\d+\-() ]{1,17}$/.test(value),
  name: (value) => /^(?:[\u4e00-\u9fff·]{1,10}|[A-Za-z .]{1,20})$/.test(value),
  phrase: (value) => /^[\u4e00-\u9fff]{1,5}$/.test(value),
}

const DAY = String.raw`(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}`
const CLOCK = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?`
const TIME = new RegExp(`^(?:(?:${DAY}) ?)?${CLOCK}(?:~(?:(?:${DAY}) ?)?${CLOCK})?$`)
const DATE = new RegExp(`^(?:${DAY})(?: ?${CLOCK})?(?:~(?:${DAY})(?: ?${CLOCK})?)?$`)

/** The first field of a template that is missing, empty, unknown or not of its kind. */
export function brokenField(
  fields: readonly string[],
  data: Record<string, string>,
): string | undefined {
  const unknown = Object.keys(data).find((key) => !fields.includes(key))
  if (unknown) return unknown
  return fields.find((field) => {
    const value = data[field] ?? ''
    const fits = KINDS[field.replace(/\d+$/, '')]
    return value.trim() === '' || /[\n\r\t]/.test(value) || !fits?.(value)
  })
}
