import { useState } from 'react'
import type { Me } from '#shared/accounts/accounts.contract.ts'
import type { PlaceId } from '#shared/ids.ts'
import { placeId } from '#shared/ids.ts'
import { Card, ListRow } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { isRecord } from '../../platform/failure.ts'
import type { Gate } from '../gate/use-gate.tsx'
import { chosenFrom } from '../places/chosen-place.ts'
import { PlacePicker } from '../places/place-picker.tsx'

/** Where a visit goes; the server knows where the place is. */
export interface Address {
  readonly placeId: PlaceId
  readonly label: string
  readonly doorNo: string
}

/** Where I am registered: the place of a visit to me, unless I say another. */
export const addressOfHome = ({ home }: Me): Address | null =>
  home === null
    ? null
    : { placeId: home.place.placeId, label: home.place.name, doorNo: home.doorNo ?? '' }

/** One kept on this device from last time; null when it is none. */
export const parseAddress = (stored: unknown): Address | null => {
  if (!isRecord(stored)) return null
  const { placeId: place, label, doorNo } = stored
  if (typeof place !== 'string' || typeof label !== 'string' || typeof doorNo !== 'string') {
    return null
  }
  return { placeId: placeId(place), label, doorNo }
}

interface VisitAddressProps {
  /** What the address is; default 上门的地点. */
  readonly what?: string
  readonly address: Address | null
  readonly gate: Gate
  readonly error: string | undefined
  readonly onChange: (address: Address) => void
}

/** To which door: the estate is chosen, the door is written. */
export function VisitAddress(props: VisitAddressProps) {
  const { what = '上门的地点', address, gate, error, onChange } = props
  const [choosing, setChoosing] = useState(false)
  return (
    <Stack gap="s">
      <Card kind="rows">
        <ListRow
          icon="pin"
          title={address?.label ?? `选一下${what}`}
          note={address === null ? '小区、路名或门牌号' : `${what}，不对可以改`}
          label={address === null ? '选地点' : `${what}：${address.label}，点开可以改`}
          onPress={() => setChoosing(true)}
        />
      </Card>
      {error === undefined ? null : <Words kind="danger">{error}</Words>}
      {address === null ? null : (
        <Field
          label="几号几室"
          placeholder="例如：12号302室"
          value={address.doorNo}
          onChange={(doorNo) => onChange({ ...address, doorNo })}
          maxLength={60}
        />
      )}
      <PlacePicker
        open={choosing}
        title={what === '上门的地点' ? '上门到哪里' : what}
        gate={gate}
        onClose={() => setChoosing(false)}
        onPick={(found) => {
          const { label, given } = chosenFrom(found)
          if (given.placeId === undefined) return
          onChange({ placeId: given.placeId, label, doorNo: given.doorNo ?? address?.doorNo ?? '' })
          setChoosing(false)
        }}
      />
    </Stack>
  )
}
