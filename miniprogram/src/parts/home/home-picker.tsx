import type { Gate } from '../gate/use-gate.tsx'
import { PlacePicker } from '../places/place-picker.tsx'
import { saveHome } from './save-home.ts'

interface HomePickerProps {
  readonly open: boolean
  readonly gate: Gate
  readonly onClose: () => void
  readonly onSaved: () => void
}

/** Which estate I live in, in one step. Ask the gate for `privacy_guide` before opening it. */
export function HomePicker({ open, gate, onClose, onSaved }: HomePickerProps) {
  return (
    <PlacePicker
      open={open}
      title="您家在哪个小区"
      gate={gate}
      onClose={onClose}
      onPick={async (place) => {
        if (await saveHome(place)) onSaved()
      }}
    />
  )
}
