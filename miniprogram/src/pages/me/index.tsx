import { Card } from '../../components/card.tsx'
import { Switch } from '../../components/choice.tsx'
import { Screen } from '../../components/screen.tsx'
import { setLargeType, useTypeSize } from '../../platform/font-scale.ts'

export default function MePage() {
  const { largeType } = useTypeSize()
  return (
    <Screen title="我的" tab="me">
      <Card kind="rows">
        <Switch words="长辈版" note="字更大,按钮更大" on={largeType} onChange={setLargeType} />
      </Card>
    </Screen>
  )
}
