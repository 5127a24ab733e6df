import { bookingId, offerId, subdistrictId } from '#shared/ids.ts'
import { readService } from '#shared/offers/offers.contract.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { call } from '../../../../platform/api.ts'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { BookService } from '../../book-service.tsx'
import { MoveTimes } from '../../move-times.tsx'

/** `?subdistrict&service`; with `&move&offer` another time is chosen for a booking there is. */
export default function ServicePage() {
  const { subdistrict = '', service: code = '', move, offer } = usePageParams()
  const at = subdistrictId(subdistrict)
  const { state, reload } = useLoaded(
    () => call(readService, { params: { subdistrictId: at, code } }),
    `${subdistrict}/${code}`,
  )
  const name = state.status === 'ready' ? state.value.service.name : '预约'
  return (
    <Screen title={move === undefined ? name : `${name}，换个时间`}>
      <AsyncView state={state} retry={reload} skeleton="page">
        {(found) =>
          move === undefined || offer === undefined ? (
            <BookService subdistrictId={at} found={found} />
          ) : (
            <MoveTimes
              subdistrictId={at}
              found={found}
              bookingId={bookingId(move)}
              offerId={offerId(offer)}
            />
          )
        }
      </AsyncView>
    </Screen>
  )
}
