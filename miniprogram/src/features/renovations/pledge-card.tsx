import { View } from '@tarojs/components'
import { currentPledge } from '#shared/renovations/pledge.words.ts'
import { spoken } from '../../components/aria.ts'
import { Card } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'

/** The whole text, line by line, as it is signed: nothing is folded away. */
export function PledgeCard() {
  const { title, lines, source, version } = currentPledge
  return (
    <Card title={title}>
      <Stack gap="s">
        <View {...spoken({ role: 'list', label: title })}>
          <Stack gap="s">
            {lines.map((line, at) => (
              <View key={line} {...spoken({ role: 'listitem' })}>
                <Words>{`${at + 1}. ${line}`}</Words>
              </View>
            ))}
          </Stack>
        </View>
        <Words kind="quiet">{`依据：${source}。版本 ${version}`}</Words>
      </Stack>
    </Card>
  )
}
