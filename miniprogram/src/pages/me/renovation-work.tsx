import type { Me } from '#shared/accounts/accounts.contract.ts'
import type { Role } from '#shared/accounts/roles.ts'
import { Card, ListRow } from '../../components/card.tsx'
import { registrationsPage, roundPage } from '../../parts/renovations/renovation-pages.ts'
import { go } from '../../platform/navigation.ts'

const looks: readonly Role[] = [
  'property_staff',
  'neighbourhood_officer',
  'duty_officer',
  'administrator',
]
const hauls: readonly Role[] = ['provider_staff', 'duty_officer', 'administrator']

/** For property and 居委: what was registered; for the haulier: the day's way. */
export function RenovationWork({ me }: { me: Me }) {
  const postOf = (roles: readonly Role[]) => me.posts.find(({ role }) => roles.includes(role))
  const looking = postOf(looks)
  const hauling = postOf(hauls)
  if (looking === undefined && hauling === undefined) return null
  return (
    <Card kind="rows" title="装修和清运">
      {looking === undefined ? null : (
        <ListRow
          icon="home"
          title="装修登记"
          note="看过以后点一下，居民就知道"
          onPress={() => go(registrationsPage, { subdistrict: looking.subdistrictId })}
        />
      )}
      {hauling === undefined ? null : (
        <ListRow
          icon="pin"
          title="清运路线"
          note="今天去哪几站，拉走了拍照"
          onPress={() => go(roundPage, { subdistrict: hauling.subdistrictId })}
        />
      )}
    </Card>
  )
}
