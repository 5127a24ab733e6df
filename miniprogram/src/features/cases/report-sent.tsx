import { View } from '@tarojs/components'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import { clockWords } from '#shared/cases/cases.words.ts'
import { deadlineInWords } from '#shared/cases/deadline.words.ts'
import { spoken } from '../../components/aria.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Icon } from '../../components/icon.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { openCase } from '../../parts/cases/case-pages.ts'
import { useNow } from '../../parts/clock/use-now.ts'
import { goTab } from '../../platform/navigation.ts'
import { CaseNumber } from './case-facts.tsx'
import s from './report-sent.module.scss'

/** What comes next, said in order, with the times we promise. */
const nextSteps = ({ unitName, deadlines }: CaseView, now: Date): readonly string[] => [
  unitName === null ? '值班人员先安排由谁来办。' : `已经交给${unitName}。`,
  ...deadlines
    .filter(({ metAt }) => metAt === null)
    .map((deadline) => `${clockWords[deadline.clock]}：${deadlineInWords(deadline, now)}`),
  '每走一步都会告诉您，办完了请您来评。',
]

export function ReportSent({ filed, onAnother }: { filed: CaseView; onAnother: () => void }) {
  const now = useNow()
  return (
    <Stack gap="l">
      <View {...spoken({ role: 'status', live: 'polite' })} className={s.done}>
        <View className={s.circle}>
          <Icon name="check" large />
        </View>
        <View className={s.words}>收到了，谢谢您</View>
        <View className={s.note}>编号，打电话来问时说这个就行</View>
        <CaseNumber number={filed.number} />
      </View>
      <Card title="接下来">
        <View {...spoken({ role: 'list' })} className={s.steps}>
          {nextSteps(filed, now).map((step, at) => (
            <View key={step} {...spoken({ role: 'listitem' })} className={s.step}>
              <View {...spoken({ hidden: true })} className={s.count}>
                {at + 1}
              </View>
              <View className={s.stepWords}>
                <Words>{step}</Words>
              </View>
            </View>
          ))}
        </View>
      </Card>
      <Stack gap="s">
        <Button words="看看进展" onPress={() => openCase(filed)} />
        <Button words="回首页" kind="secondary" onPress={() => goTab('home')} />
        <Button words="再报告一件" kind="quiet" onPress={onAnother} />
      </Stack>
    </Stack>
  )
}
