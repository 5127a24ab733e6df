import { useState } from 'react'
import { Card, ListRow } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import type { Gate } from '../../parts/gate/use-gate.tsx'
import { chosenFrom } from '../../parts/places/chosen-place.ts'
import { PlacePicker } from '../../parts/places/place-picker.tsx'
import type { ReportDraft } from './report-draft.ts'

interface PlaceLineProps {
  readonly draft: ReportDraft
  readonly looking: boolean
  readonly gate: Gate
  readonly error: string | undefined
  readonly onChange: (part: Partial<ReportDraft>) => void
}

/** Where: filled in already when we can, always open to change, with words for the exact spot. */
export function PlaceLine({ draft, looking, gate, error, onChange }: PlaceLineProps) {
  const [choosing, setChoosing] = useState(false)
  const { place, spokenPlace } = draft
  const title = place?.label ?? (looking ? '正在找您的位置…' : '选一下地点')
  return (
    <Stack gap="s">
      <Card kind="rows">
        <ListRow
          icon="pin"
          title={title}
          note={place === null ? '小区、路名或门牌号' : `${place.note}，不对可以改`}
          label={place === null ? '选地点' : `地点：${place.label}，点开可以改`}
          onPress={() => setChoosing(true)}
        />
      </Card>
      {error === undefined ? null : <Words kind="danger">{error}</Words>}
      <Field
        label="具体在哪儿"
        optional
        placeholder="例如：2号楼门口"
        value={spokenPlace}
        onChange={(words) => onChange({ spokenPlace: words })}
        maxLength={200}
      />
      <PlacePicker
        open={choosing}
        title="在哪里"
        otherwise="也可以关掉这里，把地点写在“具体在哪儿”里。"
        gate={gate}
        onClose={() => setChoosing(false)}
        onPick={(found) => {
          onChange({ place: chosenFrom(found) })
          setChoosing(false)
        }}
      />
    </Stack>
  )
}
