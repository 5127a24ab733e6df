import { useState } from 'react'
import { Card, ListRow } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Sheet } from '../../components/sheet.tsx'

/** No site in particular. */
export const everywhere = 'everywhere'

export interface SiteOption {
  readonly value: string
  readonly words: string
}

interface SiteChoiceProps {
  readonly sites: readonly SiteOption[]
  readonly site: string
  readonly onChange: (site: string) => void
}

/** Only times at one site; one line until it is opened, since there may be twenty. */
export function SiteChoice({ sites, site, onChange }: SiteChoiceProps) {
  const [open, setOpen] = useState(false)
  if (sites.length < 2) return null
  const chosen = sites.find(({ value }) => value === site)?.words ?? '都可以'
  const pick = (value: string) => {
    onChange(value)
    setOpen(false)
  }
  return (
    <>
      <Card kind="rows">
        <ListRow
          icon="pin"
          title={chosen}
          note="去哪里，点开可以换"
          label={`去哪里：${chosen}，点开可以换`}
          onPress={() => setOpen(true)}
        />
      </Card>
      <Sheet open={open} title="去哪里" onClose={() => setOpen(false)}>
        <Choice
          label="有这些地方"
          options={[{ value: everywhere, words: '都可以' }, ...sites]}
          value={site}
          onChange={pick}
        />
      </Sheet>
    </>
  )
}
