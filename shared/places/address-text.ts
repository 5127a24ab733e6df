import { CHINESE_NUMERALS, readChineseNumber } from './chinese-number.ts'

/**
 * An address as somebody typed it, taken apart. `rest` is what is neither road nor number: usually
 * an estate's name, sometimes a remark (门口, 对面).
 */
export interface AddressText {
  readonly roadName: string | null
  readonly lane: number | null
  readonly subLane: number | null
  readonly doorNo: number | null
  readonly room: string | null
  readonly rest: string
}

// Only the characters addresses are made of: a whole conversion table would weigh 100 KB.
const TRADITIONAL = [
  ...'興號衖樓棟單戶長雲東場槳櫓曬網豐華園莊門關龍馬鳥魚蘆葦麥綠蘭樂廣橋燈漁鄰國寶陽區縣鎮鄉會濱灣塢',
]
const SIMPLIFIED = [
  ...'兴号弄楼栋单户长云东场桨橹晒网丰华园庄门关龙马鸟鱼芦苇麦绿兰乐广桥灯渔邻国宝阳区县镇乡会滨湾坞',
]
const simplified = new Map(TRADITIONAL.map((character, i) => [character, SIMPLIFIED[i]]))

// People write 合兴2村 for 合兴二村.
const COUNTED = [...'〇一二三四五六七八九十']

const HAN = '\\u4e00-\\u9fff'
// 小区 and 三区 end an estate's name, not a district's. No lookbehind: older iPhones refuse it.
const ADMINISTRATIVE = new RegExp(
  `^(?:[${HAN}]{2,3}省)?(?:[${HAN}]{2,3}市)?` +
    `(?:[${HAN}]{1,3}(?![小社园校厂东西南北中${CHINESE_NUMERALS}])[${HAN}]区)?` +
    `(?:[${HAN}]{2,5}街道|[${HAN}]{1,3}[^小]镇)?(?:[${HAN}]{2,6}(?:居委会|居委|居民区))?`,
)
const ROAD = new RegExp(`^[${HAN}]{1,9}?(?:大道|公路|路|街(?!道))`)
const NUMERAL_BEFORE_UNIT = new RegExp(
  `[${CHINESE_NUMERALS}]+(?=支?弄|号|室|户|单元|层|楼|幢|栋|$)`,
  'g',
)

/**
 * Takes apart what people type: 合兴路128弄5号302室, 合兴路１２８号, 合興路一百二十八號,
 * 桨声新村5号楼302, 合兴路128弄5-302. Never fails: what it does not understand stays in `rest`,
 * except for six figures and more in a row, which are a telephone and no part of an address.
 */
export function parseAddressText(typed: string): AddressText {
  const text = normaliseAddressText(typed).replace(ADMINISTRATIVE, dropUnlessEverything)
  const roadName = ROAD.exec(text)?.[0] ?? null
  const tail = readNumerals(roadName === null ? text : text.slice(roadName.length))
  return { roadName, ...parseNumbers(tail) }
}

/**
 * One spelling for one text: full-width to half-width, traditional to simplified, no spaces and no
 * punctuation, all dashes alike, letters in lower case. Serves both sides of a text search.
 */
export function normaliseAddressText(typed: string): string {
  return [...typed]
    .map((c) => (c >= '！' && c <= '～' ? String.fromCharCode(c.charCodeAt(0) - 0xfee0) : c))
    .map((c) => simplified.get(c) ?? c)
    .join('')
    .replace(/\d+(?=村)/g, (digits) => COUNTED[Number(digits)] ?? digits)
    .replace(/[‐-―−~_/]/g, '-')
    .replace(/[\s\u3000,，.。、;；:：()（）"'“”·]/g, '')
    .toLowerCase()
}

// 桨声居委 alone is what is looked for, not something that stands before it.
function dropUnlessEverything(prefix: string, _offset: number, whole: string): string {
  return prefix === whole ? prefix : ''
}

function readNumerals(text: string): string {
  return text.replace(NUMERAL_BEFORE_UNIT, (numeral) =>
    String(readChineseNumber(numeral) ?? numeral),
  )
}

function parseNumbers(tail: string): Omit<AddressText, 'roadName'> {
  let text = tail.replace(/(?:0\d{2,3}-)?\d{6,}/g, '')
  const take = (pattern: RegExp): string | null => {
    const found = pattern.exec(text)
    if (found === null) return null
    text = text.slice(0, found.index) + text.slice(found.index + found[0].length)
    return found[1] ?? null
  }
  const subLane = take(/(\d+)支弄/)
  const lane = take(/(\d+)弄/)
  const doorNo =
    take(/(\d+)(?:-\d+)?[甲乙丙丁]?(?:号楼|号|幢|栋|#)[甲乙丙丁]?/) ??
    take(/(\d+)(?![\d室户层楼单])/)
  take(/-?(\d+)单元-?/)
  const room = take(/-?(\d{1,5}[a-z]?)[室户]/) ?? take(/-?(\d{3,5}[a-z]?)$/)
  return {
    lane: asNumber(lane),
    subLane: asNumber(subLane),
    doorNo: asNumber(doorNo),
    room,
    rest: text.replace(/^-+|-+$/g, ''),
  }
}

const asNumber = (digits: string | null): number | null => (digits === null ? null : Number(digits))
