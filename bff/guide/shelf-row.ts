import { classWords, situationWords } from '#shared/guide/guide.words.ts'
import type { NewVersion } from './guide-record.ts'
import { runsOf, tokensOf, vectorOf } from './search-tokens.ts'

/** `#敬老卡`: a whole way of saying it, so that it weighs more than its parts. */
const phrasesOf = (names: readonly string[]): string[] =>
  names.flatMap(runsOf).map((run) => `#${run}`)

/** What lists and search keep of a version. */
export const shelfRowOf = ({ itemId, version, fields, provenance, fromDay }: NewVersion) => ({
  item_id: itemId,
  version,
  from_day: fromDay,
  to_day:
    fields.effectiveTo !== null && fields.effectiveTo < fromDay ? fromDay : fields.effectiveTo,
  code: fields.code,
  name: fields.name,
  summary: fields.summary,
  item_class: fields.itemClass,
  situations: fields.situations,
  audiences: fields.audiences,
  frequent: fields.frequent,
  query_without_id: fields.queryWithoutId,
  terminal: fields.terminal,
  city_wide: fields.handleArea === 'city' || fields.handleArea === 'delta',
  generated: provenance === 'demo_generated',
  search: vectorOf([
    ['A', [...phrasesOf([fields.name]), ...tokensOf(fields.name, true)]],
    [
      'B',
      [...phrasesOf(fields.aliases), ...fields.aliases.flatMap((alias) => tokensOf(alias, true))],
    ],
    ['C', tokensOf(`${fields.summary} ${fields.resultName}`, false)],
    [
      'D',
      tokensOf(
        [
          ...fields.situations.map((one) => situationWords[one]),
          classWords[fields.itemClass],
          ...fields.materials.map(({ name }) => name),
        ].join(' '),
        false,
      ),
    ],
  ]),
})
export type ShelfRow = ReturnType<typeof shelfRowOf>
