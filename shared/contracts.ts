import * as accounts from './accounts/accounts.contract.ts'
import * as alerts from './alerts/alerts.contract.ts'
import * as shifts from './alerts/shift.contract.ts'
import * as bookings from './bookings/bookings.contract.ts'
import * as demand from './bookings/demand.contract.ts'
import * as bookingDesk from './bookings/desk.contract.ts'
import * as canteen from './canteen/canteen.contract.ts'
import * as care from './care/care.contract.ts'
import * as careDesk from './care/care-desk.contract.ts'
import * as careExport from './care/care-export.contract.ts'
import * as cases from './cases/cases.contract.ts'
import * as devices from './devices/devices.contract.ts'
import * as guide from './guide/guide.contract.ts'
import * as guideDesk from './guide/guide-desk.contract.ts'
import * as matters from './guide/matters.contract.ts'
import type { Endpoint } from './http/endpoint.ts'
import * as live from './live/live.contract.ts'
import * as calls from './notices/calls.contract.ts'
import * as notices from './notices/notices.contract.ts'
import * as offers from './offers/offers.contract.ts'
import * as payments from './payments/payments.contract.ts'
import * as photos from './photos/photos.contract.ts'
import * as places from './places/places.contract.ts'
import * as readings from './readings/readings.contract.ts'
import * as counter from './relatives/counter.contract.ts'
import * as relatives from './relatives/relatives.contract.ts'
import * as renovations from './renovations/renovations.contract.ts'
import * as system from './system/system.contract.ts'

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  'path' in value &&
  'access' in value

const endpointsOf = (contract: Record<string, unknown>): [string, Endpoint][] =>
  Object.entries(contract).flatMap(([name, value]) => (isEndpoint(value) ? [[name, value]] : []))

/** Every endpoint of the product by name: what tests walk and OpenAPI lists. */
export const contracts: Readonly<Record<string, Endpoint>> = Object.fromEntries(
  [
    accounts,
    alerts,
    bookingDesk,
    bookings,
    calls,
    canteen,
    care,
    careDesk,
    careExport,
    cases,
    demand,
    devices,
    guide,
    guideDesk,
    live,
    matters,
    notices,
    offers,
    payments,
    photos,
    places,
    readings,
    counter,
    relatives,
    renovations,
    shifts,
    system,
  ].flatMap(endpointsOf),
)
