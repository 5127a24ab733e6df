import { MenuWeek } from '../../menu-week.tsx'
import { WithKitchen } from '../../with-kitchen.tsx'

/** What is cooked in a week. */
export default function MenuEditPage() {
  return (
    <WithKitchen title="编菜单">
      {(canteen, subdistrictId) => (
        <MenuWeek key={canteen.siteId} subdistrictId={subdistrictId} canteen={canteen} />
      )}
    </WithKitchen>
  )
}
