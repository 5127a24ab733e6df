import { Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'

interface ChosenRowProps {
  readonly label: string
  readonly title: string
  readonly note?: string | undefined
  readonly onChange: () => void
}

/** What was looked for and found; pressing it looks for another. */
export function ChosenRow({ label, title, note, onChange }: ChosenRowProps) {
  const words = [label, title, note, '换一个'].filter((part) => part !== undefined)
  return (
    <Stack gap="s">
      <Words kind="strong">{label}</Words>
      <Card kind="rows">
        <ListRow
          title={title}
          note={note}
          end="换一个"
          label={words.join('，')}
          onPress={onChange}
        />
      </Card>
    </Stack>
  )
}
