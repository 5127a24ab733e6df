import { Screen } from '../../components/screen.tsx'
import { Words } from '../../components/words.tsx'
import { useSession } from '../../platform/session.ts'

export default function HomePage() {
  const session = useSession()
  return (
    <Screen title="邻里" tab="home">
      <Words>{session.status === 'in' ? `您好,${session.me.displayName}` : '您好'}</Words>
    </Screen>
  )
}
