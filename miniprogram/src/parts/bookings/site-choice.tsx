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
  readonly question?: string
  /** What no site in particular is called; null: it must be one. */
  readonly all?: string | null
}

/** One site of several; one line until it is opened, since there may be twenty. */
export function SiteChoice(props: SiteChoiceProps) {
  const { sites, site, onChange, question = '去哪里', all = '都可以' } = props
  const [open, setOpen] = useState(false)
  if (sites.length < 2) return null
  const chosen = sites.find(({ value }) => value === site)?.words ?? all ?? ''
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
          note={`${question}，点开可以换`}
          label={`${question}：${chosen}，点开可以换`}
          onPress={() => setOpen(true)}
        />
      </Card>
      <Sheet open={open} title={question} onClose={() => setOpen(false)}>
        <Choice
          label="有这些地方"
          options={all === null ? sites : [{ value: everywhere, words: all }, ...sites]}
          value={site}
          onChange={pick}
        />
      </Sheet>
    </>
  )
}
