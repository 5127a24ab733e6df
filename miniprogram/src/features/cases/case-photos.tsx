import { View } from '@tarojs/components'
import { photoStages } from '#shared/cases/case-status.ts'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import { photoStageWords } from '#shared/cases/cases.words.ts'
import { Card } from '../../components/card.tsx'
import { Heading } from '../../components/words.tsx'
import { PhotoRow } from '../../parts/photos/photo-row.tsx'
import s from './case-photos.module.scss'

/** As reported, before and after, side by side where there is room. */
export function CasePhotos({ photos }: { photos: CaseView['photos'] }) {
  const stages = photoStages
    .map((stage) => {
      const photoIds = photos.filter((photo) => photo.stage === stage).map(({ photoId }) => photoId)
      return { stage, photoIds }
    })
    .filter(({ photoIds }) => photoIds.length > 0)
  if (stages.length === 0) return null
  return (
    <Card title="照片">
      <View className={s.stages}>
        {stages.map(({ stage, photoIds }) => (
          <View key={stage} className={s.stage}>
            <Heading level={3}>{photoStageWords[stage]}</Heading>
            <PhotoRow photoIds={photoIds} what={`${photoStageWords[stage]}的照片`} />
          </View>
        ))}
      </View>
    </Card>
  )
}
