import type { ReactNode } from 'react'
import { useState } from 'react'
import { bookingStaffRoles } from '#shared/accounts/roles.ts'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { listMySites } from '#shared/offers/offers.contract.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { SiteChoice } from '../../parts/bookings/site-choice.tsx'
import { sessionState } from '../../parts/gate/session-state.ts'
import { signedInPerson } from '../../parts/gate/sign-in.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { usePageParams } from '../../platform/page-lifecycle.ts'
import { reloadMe, useSession } from '../../platform/session.ts'

export type Canteen = ResponseOf<typeof listMySites>['sites'][number]

interface WithKitchenProps {
  readonly title: string
  readonly children: (canteen: Canteen, subdistrictId: SubdistrictId) => ReactNode
}

const works = new Set<string>(bookingStaffRoles)

/** `?subdistrict&site`: a canteen where one works; otherwise why the page shows nothing. */
export function WithKitchen({ title, children }: WithKitchenProps) {
  const session = useSession()
  const { subdistrict } = usePageParams()
  const posts = session.status === 'in' ? session.me.posts : []
  const here = posts.filter(({ role }) => works.has(role))
  const post = here.find(({ subdistrictId }) => subdistrictId === subdistrict) ?? here[0]
  const signIn = { words: '去登录', onPress: () => void signedInPerson() }
  return (
    <Screen title={title} wide>
      {post !== undefined ? (
        <Canteens key={post.subdistrictId} subdistrictId={post.subdistrictId}>
          {(canteen) => children(canteen, post.subdistrictId)}
        </Canteens>
      ) : (
        <AsyncView
          state={sessionState(session)}
          retry={reloadMe}
          isEmpty={() => true}
          empty={
            session.status === 'out'
              ? { title: '请先登录', action: signIn }
              : { title: '这一页只给食堂的同事看', words: '上岗后，这里会出现您食堂的订餐。' }
          }
        >
          {() => null}
        </AsyncView>
      )}
    </Screen>
  )
}

interface CanteensProps {
  readonly subdistrictId: SubdistrictId
  readonly children: (canteen: Canteen) => ReactNode
}

function Canteens({ subdistrictId, children }: CanteensProps) {
  const { site: asked } = usePageParams()
  const [chosen, choose] = useState(asked)
  const { state, reload } = useLoaded(async () => {
    const { sites } = await call(listMySites, { params: { subdistrictId } })
    return sites.filter(({ offers }) => offers.some(({ kind }) => kind === 'meal'))
  }, subdistrictId)
  return (
    <AsyncView
      state={state}
      retry={reload}
      isEmpty={(sites) => sites.length === 0}
      empty={{ title: '您的岗位不在食堂', words: '要看备餐，请管理员把您的岗位安排到食堂。' }}
    >
      {(sites) => {
        const canteen = sites.find(({ siteId }) => siteId === chosen) ?? sites[0]
        if (canteen === undefined) return null
        return (
          <Stack>
            <SiteChoice
              sites={sites.map(({ siteId: value, name: words }) => ({ value, words }))}
              site={canteen.siteId}
              onChange={choose}
              question="哪个食堂"
              all={null}
            />
            {children(canteen)}
          </Stack>
        )
      }}
    </AsyncView>
  )
}
