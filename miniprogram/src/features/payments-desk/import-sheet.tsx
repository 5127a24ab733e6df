import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { useNow } from '../../parts/clock/use-now.ts'

const day = 86_400_000
/** Shanghai is 8 hours ahead of UTC all year. */
const shanghai = 8 * 3_600_000

/** The last seven days before today, the newest first. */
const lastDays = (now: Date): string[] =>
  [1, 2, 3, 4, 5, 6, 7].map((back) =>
    new Date(now.getTime() + shanghai - back * day).toISOString().slice(0, 10),
  )

interface ImportSheetProps {
  readonly busy: boolean
  readonly onImport: (day: string) => void
  readonly onClose: () => void
}

/** Which day's bill is fetched and compared; again and again, if one likes. */
export function ImportSheet({ busy, onImport, onClose }: ImportSheetProps) {
  const days = lastDays(useNow())
  const [chosen, setChosen] = useState(days[0] ?? '')
  return (
    <Sheet
      open
      title="导入哪一天的账单"
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button words="先不" kind="secondary" onPress={onClose} />
          <Button words="导入并核对" busy={busy} onPress={() => onImport(chosen)} />
        </Row>
      }
    >
      <Stack>
        <Words kind="quiet">每天十点半会自动导入前一天的，重复导入不会多出差异。</Words>
        <Choice
          label="日期"
          look="chips"
          options={days.map((value) => ({ value, words: value }))}
          value={chosen}
          onChange={setChosen}
        />
      </Stack>
    </Sheet>
  )
}
