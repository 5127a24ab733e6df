import { useInvite as useInviteContract } from '#shared/care/care.contract.ts'
import { inviteDigits, inviteHours } from '#shared/care/care-rules.ts'
import type { MyElders } from '#shared/care/care-shapes.ts'
import { relations } from '#shared/relatives/relations.ts'
import { say } from '../../components/toast.tsx'
import { CodeSheet } from '../../parts/relatives/code-sheet.tsx'
import { call } from '../../platform/api.ts'

interface EnterInviteSheetProps {
  readonly onClose: () => void
  readonly onDone: (mine: MyElders) => void
}

/** Types the code that the elder's side has told; it opens nothing before they have said yes. */
export function EnterInviteSheet({ onClose, onDone }: EnterInviteSheetProps) {
  return (
    <CodeSheet
      title="输入关注码"
      lead="关注码由老人自己，或者照护他的工作人员给您。输入后，还要他们点“同意”。"
      label="关注码"
      digits={inviteDigits}
      hint={`${inviteDigits} 个数字，${inviteHours} 小时内有效`}
      said={relations}
      onClose={onClose}
      send={async (body) => {
        onDone(await call(useInviteContract, { body }))
        say('输好了，等对方点“同意”')
      }}
    />
  )
}
