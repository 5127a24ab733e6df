import { useState } from 'react'
import type { Me, PostView } from '#shared/accounts/accounts.contract.ts'
import { bindPhone, changeMe } from '#shared/accounts/accounts.contract.ts'
import { roleWords } from '#shared/accounts/roles.words.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { WechatPhoneButton } from '../../components/wechat-button.tsx'
import { Words } from '../../components/words.tsx'
import type { Gate } from '../../parts/gate/use-gate.tsx'
import { HomePicker } from '../../parts/home/home-picker.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { adoptMe } from '../../platform/session.ts'

const postTitle = ({ role, isHead }: PostView): string =>
  `${roleWords[role]}${isHead ? '（负责人）' : ''}`
const postAt = ({ unitName, place, subdistrictName }: PostView): string =>
  unitName ?? place?.name ?? subdistrictName

type Open = 'name' | 'home' | null

/** Name, posts, phone and home; each can be put right here. */
export function WhoIAm({ me, gate }: { me: Me; gate: Gate }) {
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const posts = me.posts.filter(({ role }) => role !== 'resident')
  const chooseHome = async () => {
    if (await gate.pass('privacy_guide')) setOpen('home')
  }
  const bind = async (code: string | null) => {
    if (code === null || !(await gate.pass('privacy_guide'))) return
    try {
      const bound = await call(bindPhone, { body: { code } })
      adoptMe(bound)
      // A number on file opens the person on file: another name, perhaps posts.
      const onFile = bound.personId !== me.personId
      say(onFile ? `手机号绑定好了，找到了${bound.displayName}的登记` : '手机号绑定好了')
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    }
  }
  const home = me.home === null ? '还没有填' : `${me.home.place.name} ${me.home.doorNo ?? ''}`
  return (
    <>
      <Card kind="rows">
        <ListRow
          icon="person"
          title={me.displayName}
          note="怎么称呼您"
          onPress={() => setOpen('name')}
        />
        {posts.map((post) => (
          <ListRow key={post.postId} icon="list" title={postTitle(post)} note={postAt(post)} />
        ))}
        <ListRow icon="home" title={home.trim()} note="我家的小区" onPress={chooseHome} />
        <ListRow
          icon="phone"
          title={me.phoneMasked ?? '还没有绑定'}
          note={me.phoneMasked === null ? '绑定手机号，方便先和您联系' : '手机号'}
        />
      </Card>
      {process.env.TARO_ENV === 'h5' ? null : (
        <WechatPhoneButton
          words={me.phoneMasked === null ? '绑定微信手机号' : '换成现在的微信手机号'}
          onCode={bind}
        />
      )}
      {open === 'name' ? <NameSheet name={me.displayName} onClose={close} /> : null}
      <HomePicker open={open === 'home'} gate={gate} onClose={close} onSaved={close} />
    </>
  )
}

function NameSheet({ name, onClose }: { name: string; onClose: () => void }) {
  const [typed, setTyped] = useState(name)
  const [busy, setBusy] = useState(false)
  const empty = typed.trim() === ''
  const save = async () => {
    setBusy(true)
    try {
      adoptMe(await call(changeMe, { body: { displayName: typed.trim() } }))
      onClose()
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet
      open
      title="怎么称呼您"
      onClose={onClose}
      footer={
        <Button
          words="保存"
          busy={busy}
          disabledReason={empty ? '写一个称呼，例如王阿姨' : undefined}
          onPress={save}
        />
      }
    >
      <Stack>
        <Words>经办人会这样称呼您。不用写全名。</Words>
        <Field label="称呼" value={typed} onChange={setTyped} maxLength={30} />
      </Stack>
    </Sheet>
  )
}
