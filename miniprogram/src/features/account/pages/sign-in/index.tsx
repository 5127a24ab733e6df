import { useState } from 'react'
import { listDemoPeople } from '#shared/accounts/accounts.contract.ts'
import type { AsyncState } from '../../../../components/async-view.tsx'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Card, ListRow } from '../../../../components/card.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { say } from '../../../../components/toast.tsx'
import { Words } from '../../../../components/words.tsx'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { loadSettings } from '../../../../parts/settings/use-settings.ts'
import { call } from '../../../../platform/api.ts'
import { asFailure } from '../../../../platform/failure.ts'
import { setLargeType } from '../../../../platform/font-scale.ts'
import { goBack } from '../../../../platform/navigation.ts'
import {
  currentSession,
  signInAsDemo,
  signInByWechat,
  signOut,
} from '../../../../platform/session.ts'

const inWechat = process.env.TARO_ENV !== 'h5'

/** The demo people, or null where this is no demo. */
const loadPeople = async () => {
  const { mode } = await loadSettings()
  return mode === 'demo' ? (await call(listDemoPeople, {})).people : null
}
type People = Awaited<ReturnType<typeof loadPeople>>

export default function SignInPage() {
  const { state, reload } = useLoaded(loadPeople)
  const [entering, setEntering] = useState<string | null>(null)

  const enter = async (key: string, signIn: () => Promise<unknown>) => {
    if (entering !== null) return
    setEntering(key)
    try {
      await signIn()
      await goBack()
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setEntering(null)
    }
  }
  return (
    <Screen title="登录" lead={leadOf(state)}>
      {inWechat ? (
        <Button
          words="用微信登录"
          busy={entering === 'wechat'}
          onPress={() => enter('wechat', signInByWechat)}
        />
      ) : null}
      <AsyncView state={state} retry={reload}>
        {(people) =>
          people === null ? (
            <NotHere />
          ) : (
            <Card kind="rows">
              {people.map(({ key, name, who }) => (
                <ListRow
                  key={key}
                  icon="person"
                  title={name}
                  note={entering === key ? '正在登录…' : who}
                  onPress={() => enter(key, () => becomeDemo(key))}
                />
              ))}
            </Card>
          )
        }
      </AsyncView>
    </Screen>
  )
}

// What the person before wrote on this device must not be found by the next one.
const becomeDemo = async (key: string) => {
  const instead = currentSession().status === 'in'
  if (instead) await signOut()
  const { largeType } = await signInAsDemo(key)
  if (instead || largeType) await setLargeType(largeType)
}

const leadOf = (state: AsyncState<People>) =>
  state.status === 'ready' && state.value !== null ? '这是演示，选一个人就能进去看看' : undefined

function NotHere() {
  if (inWechat) return null
  return (
    <Card>
      <Stack>
        <Words>请打开微信，搜索小程序「邻里」，不用密码就能登录。</Words>
      </Stack>
    </Card>
  )
}
