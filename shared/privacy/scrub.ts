import { looksLikeIdNumber, toHalfWidth } from '../accounts/phone.ts'

/** What stands in a public text where something personal was. */
export const SCRUB_WORDS = {
  phones: '〔电话已隐去〕',
  idNumbers: '〔证件号已隐去〕',
  wechatIds: '〔微信号已隐去〕',
} as const

type ScrubKind = keyof typeof SCRUB_WORDS
/** A run of digits; `joined` when only a separator stands between it and the run before. */
type Group = { start: number; end: number; digits: string; joined: boolean }
type Span = { start: number; end: number; kind: ScrubKind }
type Match = { kind: ScrubKind; groups: number; end?: number; start?: number }

// biome-ignore format: ten characters a row read better than one
const SPOKEN_DIGITS: Record<string, string> = {
  〇: '0', 零: '0', 一: '1', 幺: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8',
  九: '9', 壹: '1', 贰: '2', 叁: '3', 肆: '4', 伍: '5', 陆: '6', 柒: '7', 捌: '8', 玖: '9',
}

const SEPARATOR = /^[ \t\u3000\-‐–—.·()_]{1,3}$/
/** How people break up a mobile number. Other splits are lists of other numbers. */
// biome-ignore format: a list of shapes
const MOBILE_SHAPES = new Set(['11', '3,4,4', '3,8', '7,4', '3,3,5', '5,6', '4,3,4', '4,4,3',
  '3,4,2,2', '3,2,2,4', '1,1,1,1,1,1,1,1,1,1,1'])
const MOBILE = /^1[3-9]\d{9}$/
const AREA_CODE = /^(?:010|02[0-57-9]|0[3-9]\d\d)$/
const LANDLINE = /^(?:(?:010|02[0-57-9])[2-9]\d{7}|0[3-9]\d\d[2-9]\d{6,7})$/
const LOCAL_SHAPES = new Set(['7', '8', '4,4'])
const UNIT_AFTER = /^(?:\.\d{1,2})? ?(?:元|块|万|亿|美元|平方|平米|㎡|吨|公里|千瓦)/
const PHONE_WORD = /(?:电话|座机|固话|手机|联系方式|致电|拨打|tel)[^\d。;!?〕\n]{0,6}$/i
/** 20261121, and the two years of 2019-2020. */
const DATE = /^(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:19|20)\d\d)$/
const WECHAT_ID =
  /(?<![a-z])(?:微信|微信号|薇信|v信|wechat|weixin|vx|wx)(号?[ :是为=]{0,3})([a-z][\w-]{5,19})(?![\w-])/gi

/**
 * Takes phone numbers, ID numbers and WeChat ids out of a text that others will read, also when
 * they are spaced, dashed, full-width or written in Chinese digits. Amounts, dates, door and case
 * numbers, hotlines and 400 numbers stay. Linear in the length of the text.
 */
export function scrub(text: string): { text: string; found: Record<ScrubKind, number> } {
  // Same length as the text, so that a place found in it is a place in the text.
  const plain = toHalfWidth(text).replace(
    /[〇零一幺二三四五六七八九壹贰叁肆伍陆柒捌玖]/g,
    (digit) => SPOKEN_DIGITS[digit] ?? digit,
  )
  const spans = [...findNumbers(plain), ...findWechatIds(toHalfWidth(text))]
  spans.sort((one, other) => one.start - other.start)
  const found = { phones: 0, idNumbers: 0, wechatIds: 0 }
  const parts: string[] = []
  let done = 0
  for (const span of spans) {
    if (span.start < done) continue
    parts.push(text.slice(done, span.start), SCRUB_WORDS[span.kind])
    found[span.kind] += 1
    done = span.end
  }
  return { text: parts.join('') + text.slice(done), found }
}

function findNumbers(plain: string): Span[] {
  const groups = groupsOf(plain)
  const spans: Span[] = []
  let lastPhoneEnd: number | undefined
  for (let at = 0; at < groups.length; ) {
    const match = matchAt(plain, groups, at, lastPhoneEnd)
    const first = groups[at]
    const last = groups[at + (match?.groups ?? 1) - 1]
    if (match && first && last) {
      const end = match.end ?? last.end
      spans.push({ kind: match.kind, start: withPrefix(plain, first.start, end), end })
      if (match.kind === 'phones') lastPhoneEnd = end
    }
    at += match?.groups ?? 1
  }
  return spans
}

function groupsOf(plain: string): Group[] {
  const groups: Group[] = []
  let before = 0
  for (const match of plain.matchAll(/\d+/g)) {
    const start = match.index
    const end = start + match[0].length
    const near = start - before <= 3
    const joined = near && SEPARATOR.test(plain.slice(before, start))
    groups.push({ start, end, digits: match[0], joined })
    before = end
  }
  return groups
}

/** What begins at one group of digits; it looks at 18 groups at most, so the whole is linear. */
function matchAt(plain: string, groups: Group[], at: number, lastPhoneEnd?: number) {
  const chain = chainFrom(groups, at)
  return (
    matchIdNumber(plain, chain) ??
    matchMobile(plain, chain) ??
    matchLandline(plain, chain) ??
    matchLocalNumber(plain, chain, lastPhoneEnd)
  )
}

function chainFrom(groups: Group[], at: number): Group[] {
  const chain: Group[] = []
  let digits = 0
  for (let next = at; next < groups.length && digits < 18; next += 1) {
    const group = groups[next]
    if (!group || (next > at && !group.joined)) break
    chain.push(group)
    digits += group.digits.length
  }
  return chain
}

function matchIdNumber(plain: string, chain: Group[]): Match | undefined {
  const first = chain[0]
  if (first?.digits.length === 15 && looksLikeIdNumber(first.digits)) {
    return { kind: 'idNumbers', groups: 1 }
  }
  let joined = ''
  for (const [index, group] of chain.entries()) {
    joined += group.digits
    const tail = /^[ -]?X(?![a-z\d])/i.exec(plain.slice(group.end, group.end + 3))
    if (joined.length === 17 && tail && looksLikeIdNumber(`${joined}X`)) {
      return { kind: 'idNumbers', groups: index + 1, end: group.end + tail[0].length }
    }
    if (joined.length === 18 && looksLikeIdNumber(joined)) {
      return { kind: 'idNumbers', groups: index + 1 }
    }
  }
  return undefined
}

function matchMobile(plain: string, chain: Group[]): Match | undefined {
  const [first, second] = chain
  if (!first) return undefined
  const glued = /^(?:0086|86|0)(1[3-9]\d{9})$/.exec(first.digits)
  if (glued) return isAmount(plain, first) ? undefined : { kind: 'phones', groups: 1 }
  // A lone 86 may be a door number; it is a country code only after + or before a dash.
  const country =
    second !== undefined &&
    (first.digits === '0086' ||
      (first.digits === '86' && (plain[first.start - 1] === '+' || plain[first.end] === '-')))
  const skipped = country ? 1 : 0
  let joined = ''
  for (const [index, group] of chain.slice(skipped).entries()) {
    joined += group.digits
    if (joined.length > 11) return undefined
    if (joined.length < 11) continue
    const used = chain.slice(skipped, skipped + index + 1)
    const fits =
      MOBILE.test(joined) && isMobileShape(plain, used) && !isAmount(plain, group, used[0])
    return fits ? { kind: 'phones', groups: skipped + index + 1 } : undefined
  }
  return undefined
}

/** One kind of separator throughout and a usual split; `1999-1001-234` is a number of a document. */
function isMobileShape(plain: string, groups: Group[]): boolean {
  const shape = groups.map((group) => group.digits.length).join(',')
  if (!MOBILE_SHAPES.has(shape)) return false
  if (shape.startsWith('4,') && groups[0]?.digits.startsWith('19')) return false
  const separators = groups.slice(1).map((group, index) => {
    const between = plain.slice(groups[index]?.end, group.start).trim()
    return between === '' ? ' ' : between
  })
  return new Set(separators).size <= 1
}

function isAmount(plain: string, last: Group, first = last): boolean {
  if (/[¥￥$]$/.test(plain.slice(Math.max(0, first.start - 1), first.start))) return true
  return UNIT_AFTER.test(plain.slice(last.end, last.end + 8))
}

function matchLandline(plain: string, chain: Group[]): Match | undefined {
  const [first, ...rest] = chain
  if (!first) return undefined
  if (LANDLINE.test(first.digits)) return { kind: 'phones', groups: 1 }
  if (AREA_CODE.test(first.digits)) {
    return matchLocalPart(rest, (local) => LANDLINE.test(first.digits + local), 1)
  }
  // From abroad: +86 21 6123 4567, where the 0 of the area code is left out.
  const [area, ...local] = rest
  if (first.digits !== '0086' && !(first.digits === '86' && plain[first.start - 1] === '+')) {
    return undefined
  }
  if (!area) return undefined
  const code = area.digits.startsWith('0') ? area.digits : `0${area.digits}`
  if (LANDLINE.test(code)) return { kind: 'phones', groups: 2 }
  return matchLocalPart(local, (part) => LANDLINE.test(code + part), 2)
}

function matchLocalPart(
  groups: Group[],
  accepts: (local: string) => boolean,
  before: number,
): Match | undefined {
  for (const used of [1, 2]) {
    const part = groups.slice(0, used)
    const shape = part.map((group) => group.digits.length).join(',')
    const local = part.map((group) => group.digits).join('')
    if (LOCAL_SHAPES.has(shape) && accepts(local)) return { kind: 'phones', groups: before + used }
  }
  return undefined
}

/** Seven or eight digits without an area code: only beside a word for telephone or another number. */
function matchLocalNumber(plain: string, chain: Group[], lastPhoneEnd?: number): Match | undefined {
  const first = chain[0]
  if (!first) return undefined
  const before = plain.slice(Math.max(0, first.start - 12), first.start)
  const gap = first.start - (lastPhoneEnd ?? Number.NEGATIVE_INFINITY)
  const besidePhone =
    gap <= 2 && /^(?:[/、或和,，] ?|或者)$/.test(plain.slice(lastPhoneEnd, first.start))
  if (!besidePhone && !PHONE_WORD.test(before)) return undefined
  // Four and four that go on are the number of a card.
  if (first.digits.length === 4 && chain.length > 2) return undefined
  return matchLocalPart(chain, (local) => /^[2-9]\d{6,7}$/.test(local) && !DATE.test(local), 0)
}

/** Takes in what belongs to the number before its first digit: `+`, and a bracket closed inside. */
function withPrefix(plain: string, start: number, end: number): number {
  let from = start
  if (plain[from - 1] === '+') from -= 1
  if (plain[from - 1] === '(' && plain.slice(start, end).includes(')')) from -= 1
  return from
}

function findWechatIds(halfWidth: string): Span[] {
  const spans: Span[] = []
  for (const match of halfWidth.matchAll(WECHAT_ID)) {
    const [whole, link = '', id = ''] = match
    // After 微信 alone a plain word may be anything (微信 iPhone); an id carries a digit or a dash.
    if (!/[号:是为=]/.test(link) && !/[\d_-]/.test(id)) continue
    const end = match.index + whole.length
    spans.push({ kind: 'wechatIds', start: end - id.length, end })
  }
  return spans
}
