import type { Me } from '#shared/accounts/accounts.contract.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { useServicesAt } from '../../../../parts/bookings/use-services-at.ts'
import { useWho } from '../../../../parts/bookings/use-who.ts'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { useRegisterDraft } from '../../register-draft.ts'
import { RegisterForm } from '../../register-form.tsx'

export default function RegisterRenovationPage() {
  return (
    <Screen title="登记装修" lead="一次登记，物业和居委会都知道">
      <WhenSignedIn why="登录后就能登记装修。">{(me) => <Register me={me} />}</WhenSignedIn>
    </Screen>
  )
}

function Register({ me }: { me: Me }) {
  const who = useWho(me)
  const subdistrictId = useServicesAt(me, who.who)
  const { draft, change, forget } = useRegisterDraft()
  if (subdistrictId === null || draft === null || !who.settled) {
    return (
      <AsyncView state={{ status: 'loading' }} retry={() => undefined} skeleton="page">
        {() => null}
      </AsyncView>
    )
  }
  return <RegisterForm {...{ me, subdistrictId, who, draft, change, forget }} />
}
