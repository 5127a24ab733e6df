import type { ItemRow } from '#shared/guide/guide.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { Card, ListRow } from '../../components/card.tsx'
import { openItem } from '../../parts/guide/guide-pages.ts'

interface ItemRowsProps {
  readonly subdistrictId: SubdistrictId
  readonly items: readonly ItemRow[]
  readonly title?: string
  /** Says under each what a terminal can do instead of what it is. */
  readonly atTerminal?: boolean
}

/** Items to choose from, each with the sentence that says what it is. */
export function ItemRows({ subdistrictId, items, title, atTerminal = false }: ItemRowsProps) {
  return (
    <Card kind="rows" {...(title === undefined ? {} : { title })}>
      {items.map(({ code, name, summary, terminal }) => (
        <ListRow
          key={code}
          title={name}
          note={atTerminal && terminal !== null ? `自助机上能：${terminal}` : summary}
          onPress={() => openItem(subdistrictId, code)}
        />
      ))}
    </Card>
  )
}
