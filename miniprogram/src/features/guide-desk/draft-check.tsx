import type { EditedItem } from '#shared/guide/guide-desk.contract.ts'
import { changesBetween } from '#shared/guide/item-diff.ts'
import type { ItemFields } from '#shared/guide/item-fields.ts'
import { pathWords } from '#shared/guide/item-paths.words.ts'
import { findingsOf } from '#shared/guide/item-rules.ts'
import { findingPlaceWords, ruleWords } from '#shared/guide/item-rules.words.ts'
import { Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Tag } from '../../components/tag.tsx'
import { Words } from '../../components/words.tsx'

interface DraftCheckProps {
  readonly item: EditedItem
  /** As they stand on the page, kept or not. */
  readonly fields: ItemFields
}

/** What is not right yet, what would change, and what was published before. */
export function DraftCheck({ item, fields }: DraftCheckProps) {
  const findings = findingsOf(fields)
  const changes = changesBetween(item.published?.fields, fields)
  return (
    <Stack>
      {findings.length === 0 ? (
        <Words>每条规则都对得上。</Words>
      ) : (
        <Card kind="rows" title={`没填对的地方（${findings.length}）`}>
          {findings.map(({ rule, at }) => (
            <ListRow
              key={`${rule} ${at}`}
              title={ruleWords[rule]}
              note={findingPlaceWords(at)}
              end={<Tag words="要改" tone="red" />}
            />
          ))}
        </Card>
      )}
      {changes.length === 0 ? (
        <Words>和已经发布的一样，没有改动。</Words>
      ) : (
        <Card kind="rows" title={`改动（${changes.length}）`}>
          {changes.map(({ path, before, after }) => (
            <ListRow
              key={path}
              title={pathWords(path)}
              note={`${before ?? '（没有）'} → ${after ?? '（没有）'}`}
            />
          ))}
        </Card>
      )}
      <Card kind="rows" title="发布过的版本">
        {item.versions.map(({ version, effectiveFrom, publishedBy }) => (
          <ListRow
            key={version}
            title={`第 ${version} 版`}
            note={`${effectiveFrom} 起，${publishedBy ?? '整批导入'}`}
          />
        ))}
      </Card>
    </Stack>
  )
}
