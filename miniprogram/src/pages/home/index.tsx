import { BigButton, Button } from '../../components/button.tsx'
import { Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { reportPage } from '../../parts/cases/case-pages.ts'
import { Emergency } from '../../parts/emergency/emergency.tsx'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { WhenSignedIn } from '../../parts/gate/when-signed-in.tsx'
import { useLargeType } from '../../parts/settings/use-large-type.ts'
import { go } from '../../platform/navigation.ts'
import { useSession } from '../../platform/session.ts'
import { DeskEntry, staffPost } from './desk-entry.tsx'
import { MyOpenCases } from './my-open-cases.tsx'
import { OfficerCall } from './officer-call.tsx'

/** What most people came for, in reach of one thumb; the same before and after signing in. */
export default function HomePage() {
  const session = useSession()
  const gate = useGate()
  const me = session.status === 'in' ? session.me : null
  const post = me === null ? undefined : staffPost(me.posts)
  return (
    <Screen
      title={me === null ? '您好' : `${me.displayName}，您好`}
      lead={me?.home?.place.name ?? '有事说一声，街道来办'}
      tab="home"
      action={<LargeTypeSwitch />}
    >
      <Emergency />
      <Stack>
        {post === undefined ? null : <DeskEntry post={post} />}
        <BigButton
          kind="primary"
          words="报告问题"
          note="拍张照片，说一句话"
          icon="camera"
          onPress={() => go(reportPage)}
        />
        <OfficerCall gate={gate} />
      </Stack>
      {session.status === 'out' || session.status === 'starting' ? null : (
        <WhenSignedIn why="">{({ personId }) => <MyOpenCases personId={personId} />}</WhenSignedIn>
      )}
      {gate.sheet}
    </Screen>
  )
}

function LargeTypeSwitch() {
  const { largeType, change } = useLargeType()
  return (
    <Button
      words={largeType ? '普通版' : '长辈版'}
      kind="secondary"
      fit
      label={largeType ? '换回普通版' : '换到长辈版，字更大'}
      onPress={() => change(!largeType)}
    />
  )
}
