import { always } from '#shared/guide/item-fields.ts'

/** A cell of a table: what a spreadsheet or a CSV holds. */
export type Cell = string | number | boolean | Date | null

interface Column {
  readonly field: string
  readonly title: string
  readonly read: (text: string) => unknown
}

const asText = (text: string): string => text
const asNullable = (text: string): string | null => (text === '' ? null : text)
/** What is no number stays what it is: the check of the shape then says so. */
const asNumber = (text: string): unknown =>
  text === '' ? 0 : /^\d+$/.test(text) ? Number(text) : text
const asBoolean = (text: string): unknown =>
  ['是', 'true', '1', 'TRUE'].includes(text)
    ? true
    : ['否', 'false', '0', 'FALSE', ''].includes(text)
      ? false
      : text
const asList = (text: string): string[] =>
  text
    .split(/[;；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
const asDays = (text: string): unknown => {
  const [, days, unit] = /^(\d+)\s*(工作日|天)?$/.exec(text === '' ? '0' : text) ?? []
  return days === undefined
    ? text
    : { days: Number(days), unit: unit === '天' ? 'day' : 'working_day' }
}
/** One entry on a line, its parts between `|`. */
const asLines =
  (...names: readonly string[]) =>
  (text: string): unknown[] =>
    asList(text).map((line) => {
      const parts = line.split('|').map((part) => part.trim())
      return Object.fromEntries(names.map((name, at) => [name, parts[at] ?? '']))
    })
const asJson = (text: string): unknown => {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
/** A JSON list, its missing conditions filled in. */
const asMaterials = (text: string): unknown => {
  const list = text === '' ? [] : asJson(text)
  if (!Array.isArray(list)) return list
  return list.map((entry: unknown) =>
    typeof entry === 'object' && entry !== null && !('when' in entry)
      ? { ...entry, when: always }
      : entry,
  )
}

const column = (field: string, title: string, read: Column['read'] = asText): Column => ({
  field,
  title,
  read,
})

/** Columns of CSV and Excel: found by the key or by the Chinese title; order does not matter. */
export const columns: readonly Column[] = [
  column('name', '事项名称'),
  column('basicCode', '基本编码'),
  column('code', '实施编码'),
  column('handleCode', '业务办理项编码', asNullable),
  column('itemClass', '类别'),
  column('powerType', '事项类型'),
  column('useLevel', '行使层级'),
  column('dept', '实施部门'),
  column('otherDepts', '联办机构', asList),
  column('basis', '设定依据', asLines('title', 'article')),
  column('summary', '一句话说明'),
  column('condition', '受理条件'),
  column('audiences', '服务对象', asList),
  column('situations', '人生事件', asList),
  column('aliases', '居民说法', asList),
  column('projectType', '办件类型'),
  column('procedure', '特别程序'),
  column('legal', '法定时限', asDays),
  column('promised', '承诺时限', asDays),
  column('limitNote', '时限说明'),
  column('handleForms', '办理形式', asList),
  column('visits', '到现场次数', asNumber),
  column('visitReason', '到现场原因'),
  column('onlineDepth', '网办深度', asNumber),
  column('onlineUrl', '网办地址', asNullable),
  column('steps', '办理流程', asLines('name', 'words')),
  column('fee', '收费', asJson),
  column('handledAt', '办理地点', asList),
  column('hours', '办理时间'),
  column('handleArea', '通办范围'),
  column('quantityLimit', '数量限制', asNullable),
  column('resultType', '结果类型'),
  column('resultName', '结果名称'),
  column('delivery', '结果送达', asList),
  column('mailsMaterials', '可寄材料', asBoolean),
  column('appointment', '预约', asJson),
  column('terminal', '自助机办理', asNullable),
  column('frequent', '高频', asBoolean),
  column('queryWithoutId', '免证查询', asBoolean),
  column('consultPhone', '咨询电话'),
  column('supervisePhone', '监督电话'),
  column('materials', '材料', asMaterials),
  column('bundle', '一件事', asJson),
  column('effectiveFrom', '实施日期'),
  column('effectiveTo', '停止日期', asNullable),
]

const textOf = (cell: Cell | undefined): string =>
  cell === null || cell === undefined
    ? ''
    : cell instanceof Date
      ? cell.toISOString().slice(0, 10)
      : String(cell).trim()

/**
 * Items of a table with a head line; what a cell means follows from its column.
 * @returns the items, and the titles that no column has
 */
export const itemsOfTable = (
  rows: readonly (readonly Cell[])[],
): { readonly items: readonly unknown[]; readonly unknownTitles: readonly string[] } => {
  const [head = [], ...body] = rows
  const titles = head.map(textOf)
  const found = titles.map((title) =>
    columns.find(({ field, title: chinese }) => title === field || title === chinese),
  )
  const items = body
    .filter((row) => row.some((cell) => textOf(cell) !== ''))
    .map((row) =>
      Object.fromEntries(
        found.flatMap((known, at): [string, unknown][] =>
          known ? [[known.field, known.read(textOf(row[at]))]] : [],
        ),
      ),
    )
  return { items, unknownTitles: titles.filter((title, at) => title !== '' && !found[at]) }
}
