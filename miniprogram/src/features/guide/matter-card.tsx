import { useState } from 'react'
import type { MatterPaper, MatterView } from '#shared/guide/matters.contract.ts'
import { correctionWords, matterStatusWords, verdictWords } from '#shared/guide/matters.words.ts'
import { Button } from '../../components/button.tsx'
import { Banner, Card } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Tag } from '../../components/tag.tsx'
import { Words } from '../../components/words.tsx'
import { openItem } from '../../parts/guide/guide-pages.ts'
import { PhotoRow } from '../../parts/photos/photo-row.tsx'
import type { MyMatter } from './use-matter.ts'

interface MatterCardProps {
  readonly matter: MatterView
  readonly mine: MyMatter
  readonly mayAdd: () => Promise<boolean>
}

/** Paper by paper: its photo, the word about it, and the camera where one is wanted. */
export function MatterCard({ matter, mine, mayAdd }: MatterCardProps) {
  const [ending, setEnding] = useState(false)
  const { status, papers } = matter
  const canPhotograph = status === 'collecting' || status === 'correcting'
  const missing = papers.filter(
    ({ required, photoId, verdict }) =>
      (required && photoId === null) || (verdict !== null && verdict !== 'fine'),
  ).length
  const photograph = async (key: string) => {
    if (await mayAdd()) await mine.photograph(key)
  }
  return (
    <Stack>
      <Words kind="lead">{`${matter.itemName}（给${matter.personName}办）`}</Words>
      <Banner
        tone={status === 'ready' ? 'green' : status === 'correcting' ? 'yellow' : 'blue'}
        icon={status === 'ready' ? 'check' : 'clock'}
        title={matterStatusWords[status]}
      >
        {status === 'ready' ? <Words>带好原件去办，一次办好。</Words> : null}
        {status === 'checking' ? <Words>看好了会告诉您，不用一直等着。</Words> : null}
      </Banner>
      {status === 'ended'
        ? null
        : papers.map((paper) => (
            <Paper
              key={paper.key}
              paper={paper}
              canPhotograph={canPhotograph}
              busy={mine.busy}
              onPhotograph={() => void photograph(paper.key)}
            />
          ))}
      {canPhotograph ? (
        <Button
          words="拍齐了，请工作人员看"
          busy={mine.busy}
          {...(missing > 0 ? { disabledReason: `还有 ${missing} 样要拍` } : {})}
          onPress={() => void mine.submit()}
        />
      ) : null}
      <Button
        words="看这个事项的说明"
        kind="secondary"
        onPress={() => openItem(matter.subdistrictId, matter.code)}
      />
      {status === 'ended' ? null : (
        <>
          <Words kind="quiet">
            照片只有您、替您办的家人和正在看材料的工作人员能看到；办完就删，三十天没动也会自动删。
          </Words>
          <Button words="办好了，或者不办了" kind="quiet" onPress={() => setEnding(true)} />
        </>
      )}
      <Sheet
        open={ending}
        title="这件事结束了吗"
        onClose={() => setEnding(false)}
        footer={
          <Row spread="even">
            <Button words="还没有" kind="secondary" onPress={() => setEnding(false)} />
            <Button
              words="结束，删掉照片"
              busy={mine.busy}
              onPress={async () => {
                await mine.end()
                setEnding(false)
              }}
            />
          </Row>
        }
      >
        <Words>结束以后，拍的照片会全部删掉，不能恢复。</Words>
      </Sheet>
    </Stack>
  )
}

interface PaperProps {
  readonly paper: MatterPaper
  readonly canPhotograph: boolean
  readonly busy: boolean
  readonly onPhotograph: () => void
}

function Paper({ paper, canPhotograph, busy, onPhotograph }: PaperProps) {
  const { name, note, required, photoId, verdict } = paper
  const isBad = verdict !== null && verdict !== 'fine'
  return (
    <Card title={name}>
      <Stack gap="s">
        {required ? null : <Tag words="有就拍" />}
        {note === '' ? null : <Words kind="quiet">{note}</Words>}
        {photoId === null ? null : <PhotoRow photoIds={[photoId]} what={`${name}的照片`} />}
        {verdict === null ? null : (
          <Tag words={verdictWords[verdict]} tone={isBad ? 'orange' : 'green'} />
        )}
        {isBad ? <Words kind="strong">{correctionWords[verdict]}</Words> : null}
        {canPhotograph && verdict !== 'fine' ? (
          <Button
            words={photoId === null ? '拍一张' : '重新拍'}
            label={`${photoId === null ? '拍一张' : '重新拍'}：${name}`}
            kind="secondary"
            icon="camera"
            busy={busy}
            onPress={onPhotograph}
          />
        ) : null}
      </Stack>
    </Card>
  )
}
