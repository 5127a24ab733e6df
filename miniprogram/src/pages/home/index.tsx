import { isUnnamed } from '#shared/accounts/newcomer.words.ts'
import { BigButton, Button } from '../../components/button.tsx'
import { Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { NextBooking } from '../../parts/bookings/next-booking.tsx'
import { reportPage } from '../../parts/cases/case-pages.ts'
import { Emergency } from '../../parts/emergency/emergency.tsx'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { WhenSignedIn } from '../../parts/gate/when-signed-in.tsx'
import { guidePage } from '../../parts/guide/guide-pages.ts'
import { useLargeType } from '../../parts/settings/use-large-type.ts'
import { postsPage } from '../../parts/staff/staff-pages.ts'
import { go } from '../../platform/navigation.ts'
import { useSession } from '../../platform/session.ts'
import { BookingEntry, bookingPost } from './booking-entry.tsx'
import { CareDeskEntry, carePost, ElderEntry } from './care-entry.tsx'
import { DeskEntry, staffPost } from './desk-entry.tsx'
import { MyOpenCases } from './my-open-cases.tsx'
import { OfficerCall } from './officer-call.tsx'
import { useUnfinishedReport } from './use-unfinished-report.ts'

/** What most people came for, in reach of one thumb; the same before and after signing in. */
export default function HomePage() {
  const session = useSession()
  const gate = useGate()
  const me = session.status === 'in' ? session.me : null
  const post = me === null ? undefined : staffPost(me.posts)
  const admin = me?.posts.find(({ role }) => role === 'administrator')
  const { largeType, change } = useLargeType()
  const unfinished = useUnfinishedReport()
  const booking = me === null ? undefined : bookingPost(me.posts)
  const care = me === null ? undefined : carePost(me.posts)
  const desk = (
    <>
      {post === undefined ? null : <DeskEntry post={post} />}
      {booking === undefined ? null : <BookingEntry post={booking} />}
      {care === undefined ? null : <CareDeskEntry post={care} />}
    </>
  )
  return (
    <Screen
      title={me === null || isUnnamed(me) ? '您好' : `${me.displayName}，您好`}
      lead={me?.home?.place.name ?? '有事说一声，街道来办'}
      tab="home"
      action={
        largeType ? undefined : (
          <LargeTypeSwitch
            words="长辈版"
            label="换到长辈版，字更大"
            onChange={() => change(true)}
          />
        )
      }
    >
      <Emergency />
      <Stack>
        {largeType ? null : desk}
        {me === null ? null : <ElderEntry me={me} />}
        <BigButton
          kind="primary"
          words="报告问题"
          note={unfinished ? '上次写的还没提交，点开接着写' : '拍张照片，说一句话'}
          icon="camera"
          onPress={() => go(reportPage)}
        />
        <BigButton
          words="办事指南"
          note="办卡、领补贴、身后事，先看要带什么"
          icon="list"
          onPress={() => go(guidePage)}
        />
        <OfficerCall gate={gate} />
      </Stack>
      {session.status === 'out' || session.status === 'starting' ? null : (
        <WhenSignedIn why="">
          {(signedIn) => (
            <>
              <NextBooking me={signedIn} />
              <MyOpenCases personId={signedIn.personId} />
            </>
          )}
        </WhenSignedIn>
      )}
      {largeType ? <Stack>{desk}</Stack> : null}
      {admin === undefined ? null : (
        <Button words="安排岗位" kind="secondary" icon="person" onPress={() => go(postsPage)} />
      )}
      {largeType ? <LargeTypeSwitch words="换回普通版" onChange={() => change(false)} /> : null}
      {gate.sheet}
    </Screen>
  )
}

interface LargeTypeSwitchProps {
  readonly words: string
  readonly label?: string
  readonly onChange: () => void
}

/** In sight at the top for who needs larger type; below all else for who has it already. */
function LargeTypeSwitch({ words, label = words, onChange }: LargeTypeSwitchProps) {
  return <Button words={words} label={label} kind="secondary" fit onPress={onChange} />
}
