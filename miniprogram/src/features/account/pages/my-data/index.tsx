import { useState } from 'react'
import { Button } from '../../../../components/button.tsx'
import { Card } from '../../../../components/card.tsx'
import { Field } from '../../../../components/field.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Sheet } from '../../../../components/sheet.tsx'
import { Words } from '../../../../components/words.tsx'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { useMyData } from '../../use-my-data.ts'

export default function MyDataPage() {
  return (
    <Screen title="我的资料">
      <WhenSignedIn why="登录后可以拿走或者删掉您的资料。">{() => <MyData />}</WhenSignedIn>
    </Screen>
  )
}

const consequences = [
  '您的名字、手机号、微信登录和家的地址都会删掉，找不回来。',
  '您上报过的事、去过的预约留作档案，但不再有您的名字。',
  '这台设备上没写完的内容也会删掉。',
  '以后想用，可以重新登录，从头开始。',
]

function MyData() {
  const { busy, takeAlong, leave } = useMyData()
  const [leaving, setLeaving] = useState(false)
  return (
    <>
      <Card title="拿走一份">
        <Stack>
          <Words>
            我们存着的关于您的一切：您是谁、同意过什么、上报过什么、约过什么、收到过什么消息。一个文件，都在里面。
          </Words>
          <Button
            words={process.env.TARO_ENV === 'h5' ? '下载我的资料' : '复制我的资料'}
            kind="secondary"
            busy={busy === 'export'}
            onPress={takeAlong}
          />
        </Stack>
      </Card>
      <Card title="注销账号">
        <Stack>
          <Words>
            不想再用了，可以注销。还有没办完的事时，要先等它办完或者撤回；还有要去的预约，要先取消。
          </Words>
          <Button words="注销账号" kind="danger" onPress={() => setLeaving(true)} />
        </Stack>
      </Card>
      {leaving ? (
        <LeaveSheet busy={busy === 'delete'} onLeave={leave} onClose={() => setLeaving(false)} />
      ) : null}
    </>
  )
}

interface LeaveSheetProps {
  readonly busy: boolean
  readonly onLeave: () => void
  readonly onClose: () => void
}

const wanted = '注销'

/** Says what will be gone, and wants two typed characters: no slip of a thumb ends an account. */
function LeaveSheet({ busy, onLeave, onClose }: LeaveSheetProps) {
  const [typed, setTyped] = useState('')
  const sure = typed.trim() === wanted
  return (
    <Sheet
      open
      title="注销以后"
      onClose={onClose}
      footer={
        <Stack gap="s">
          <Button words="不注销了" kind="secondary" onPress={onClose} />
          <Button
            words="确定注销"
            kind="danger"
            busy={busy}
            disabledReason={sure ? undefined : `先在上面写「${wanted}」两个字`}
            onPress={onLeave}
          />
        </Stack>
      }
    >
      <Stack>
        {consequences.map((words) => (
          <Words key={words}>{words}</Words>
        ))}
        <Field
          label={`想好了，请写「${wanted}」`}
          value={typed}
          onChange={setTyped}
          maxLength={10}
        />
      </Stack>
    </Sheet>
  )
}
