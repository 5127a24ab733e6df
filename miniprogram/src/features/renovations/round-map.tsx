import { useMemo } from 'react'
import type { SubdistrictId } from '#shared/ids.ts'
import { readMap } from '#shared/places/places.contract.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { Picture } from '../../parts/photos/picture.tsx'
import { call } from '../../platform/api.ts'
import s from './round-map.module.scss'
import type { Pin } from './round-picture.ts'
import { roundPicture } from './round-picture.ts'

interface RoundMapProps {
  readonly subdistrictId: SubdistrictId
  readonly pins: readonly Pin[]
}

/** Where the stops lie; the list below says the same, so nothing is lost where it does not load. */
export function RoundMap({ subdistrictId, pins }: RoundMapProps) {
  const { state } = useLoaded(
    async () => (await call(readMap, { params: { subdistrictId } })).places,
    subdistrictId,
  )
  const places = state.status === 'ready' ? state.value : null
  const picture = useMemo(
    () => (places === null ? null : roundPicture(places, pins)),
    [places, pins],
  )
  if (picture === null) return null
  return (
    <Picture
      path={picture}
      alt={`地图：${pins.length} 站，按下面名单的次序编号`}
      className={s.map}
      whole
    />
  )
}
