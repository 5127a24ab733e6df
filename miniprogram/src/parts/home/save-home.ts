import { setHome } from '#shared/accounts/accounts.contract.ts'
import type { PlaceAnswer } from '#shared/places/places.contract.ts'
import { say } from '../../components/toast.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { adoptMe } from '../../platform/session.ts'

/** Keeps the chosen estate as home; true when the server has it. Otherwise the person is told why. */
export const saveHome = async (place: PlaceAnswer): Promise<boolean> => {
  const named = place.estate ?? place.neighbourhoods[0]
  if (named === undefined) {
    say('请选到小区，这样才知道找哪位社工', 'problem')
    return false
  }
  const { subdistrictId, doorNo } = place
  const body = {
    subdistrictId,
    placeId: named.placeId,
    ...(doorNo === null ? {} : { doorNo }),
  }
  try {
    adoptMe(await call(setHome, { body }))
    return true
  } catch (thrown) {
    say(asFailure(thrown).words, 'problem')
    return false
  }
}
