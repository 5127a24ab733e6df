import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import { privacyGuide } from '#shared/accounts/privacy-guide.words.ts'
import { Card } from '../../../../components/card.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Words } from '../../../../components/words.tsx'

export default function PrivacyGuidePage() {
  return (
    <Screen title="隐私保护指引" lead={`${privacyGuideVersion} 版，用大白话写的`}>
      {privacyGuide.map(({ title, words }) => (
        <Card key={title} title={title}>
          <Stack gap="s">
            {words.map((paragraph) => (
              <Words key={paragraph}>{paragraph}</Words>
            ))}
          </Stack>
        </Card>
      ))}
    </Screen>
  )
}
