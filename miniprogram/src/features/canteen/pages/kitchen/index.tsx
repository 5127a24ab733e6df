import { KitchenView } from '../../kitchen-view.tsx'
import { WithKitchen } from '../../with-kitchen.tsx'

/** How much of what is cooked, and where it goes. */
export default function KitchenPage() {
  return (
    <WithKitchen title="厨房">
      {(canteen, subdistrictId) => (
        <KitchenView key={canteen.siteId} subdistrictId={subdistrictId} canteen={canteen} />
      )}
    </WithKitchen>
  )
}
