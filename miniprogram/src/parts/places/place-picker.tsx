import { useState } from 'react'
import type { PlaceAnswer } from '#shared/places/places.contract.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { LiveRegion } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { asFailure } from '../../platform/failure.ts'
import type { Gate } from '../gate/use-gate.tsx'
import { whoseWords } from './chosen-place.ts'
import { findHere } from './find-here.ts'
import type { PlaceSearch } from './use-place-search.ts'
import { usePlaceSearch } from './use-place-search.ts'

interface PlacePickerProps {
  readonly open: boolean
  readonly title: string
  /** What else one can do when nothing is found. */
  readonly otherwise?: string
  readonly gate: Gate
  readonly onClose: () => void
  readonly onPick: (place: PlaceAnswer) => void
}

const hereProblems = {
  no_position: '没有找到您的位置，请在下面写小区或路名。',
  elsewhere: '您现在的位置不在我们服务的街道里，请在下面写小区或路名。',
} as const

/** Choose a place by writing part of its address, or by standing there. */
export function PlacePicker({
  open,
  title,
  otherwise = '',
  gate,
  onClose,
  onPick,
}: PlacePickerProps) {
  const [typed, setTyped] = useState('')
  const [looking, setLooking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { search, retry } = usePlaceSearch(typed)

  const takeHere = async () => {
    if (!(await gate.pass('location'))) return
    setLooking(true)
    setProblem(null)
    try {
      const here = await findHere()
      if (here.status === 'found') onPick(here.place)
      else setProblem(hereProblems[here.status])
    } catch (thrown) {
      setProblem(asFailure(thrown).words)
    } finally {
      setLooking(false)
    }
  }
  return (
    <Sheet open={open} title={title} onClose={onClose}>
      <Stack>
        <Button
          words={looking ? '正在找您的位置…' : '用我现在的位置'}
          kind="secondary"
          icon="pin"
          busy={looking}
          onPress={takeHere}
        />
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
        <Field
          kind="search"
          label="小区、路名或门牌号"
          hint="写几个字就行，拼音首字母也可以"
          placeholder="例如：小区名，或路名加门牌号"
          value={typed}
          onChange={setTyped}
          maxLength={60}
        />
        <Found search={search} otherwise={otherwise} retry={retry} onPick={onPick} />
      </Stack>
    </Sheet>
  )
}

interface FoundProps {
  readonly search: PlaceSearch
  readonly otherwise: string
  readonly retry: () => void
  readonly onPick: (place: PlaceAnswer) => void
}

function Found({ search, otherwise, retry, onPick }: FoundProps) {
  if (search.status === 'idle') return null
  if (search.status === 'searching') return <Words kind="quiet">正在找…</Words>
  if (search.status === 'failed') {
    return (
      <Stack gap="s">
        <Words kind="danger">{search.words}</Words>
        <Button words="再找一次" kind="secondary" icon="refresh" onPress={retry} />
      </Stack>
    )
  }
  if (search.places.length === 0) {
    const words = `没有找到。换几个字试试，比如小区名，或者路名加门牌号。${otherwise}`
    return (
      <>
        <LiveRegion words={words} />
        <Words>{words}</Words>
      </>
    )
  }
  return (
    <>
      <LiveRegion words={`找到${search.places.length}个地点`} />
      <Card kind="rows">
        {search.places.map((place) => (
          <ListRow
            key={`${place.label}${place.neighbourhoods[0]?.placeId ?? ''}`}
            icon="pin"
            title={place.label}
            note={whoseWords(place)}
            onPress={() => onPick(place)}
          />
        ))}
      </Card>
    </>
  )
}
