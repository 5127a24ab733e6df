import { useEffect, useRef, useState } from 'react'
import { hasConsent } from '../../parts/gate/consents.ts'
import type { ChosenPlace } from '../../parts/places/chosen-place.ts'
import { chosenFrom, chosenFromHome } from '../../parts/places/chosen-place.ts'
import { findHere } from '../../parts/places/find-here.ts'
import { useSession } from '../../platform/session.ts'

/**
 * Fills in the place once, when `wanted`: where one stands, if that is allowed, else home. Answers
 * whether it is still looking.
 */
export const useFirstPlace = (wanted: boolean, onFound: (place: ChosenPlace) => void): boolean => {
  const session = useSession()
  const [looking, setLooking] = useState(false)
  const done = useRef(false)
  const tell = useRef(onFound)
  tell.current = onFound
  const me = session.status === 'in' ? session.me : null
  useEffect(() => {
    if (!wanted || me === null || done.current) return
    done.current = true
    const home = chosenFromHome(me)
    const look = async () => {
      setLooking(true)
      const here = await findHere().catch(() => null)
      setLooking(false)
      const place = here?.status === 'found' ? chosenFrom(here.place) : home
      if (place !== null) tell.current(place)
    }
    if (hasConsent(me, 'location')) look()
    else if (home !== null) tell.current(home)
  }, [wanted, me])
  return looking
}
