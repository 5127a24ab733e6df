import { useState } from 'react'
import { exportReadingsCsv, exportReadingsFhir } from '#shared/care/care-export.contract.ts'
import { maxExportDays } from '#shared/care/care-rules.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import type { ElderKey } from '../../parts/care/care-pages.ts'
import { download, releaseFile } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { keepTextFile } from '../../platform/keep-file.ts'

interface ExportSheetProps {
  readonly elder: ElderKey
  readonly name: string
  readonly now: Date
  readonly onClose: () => void
}

const lengths = ['1', '7', '31'] as const
type Length = (typeof lengths)[number]
const lengthWords: Readonly<Record<Length, string>> = {
  '1': '今天',
  '7': '最近 7 天',
  '31': `最近 ${maxExportDays} 天`,
}

/** The readings to take along: a table for people, a FHIR bundle for a doctor's computer. */
export function ExportSheet({ elder, name, now, onClose }: ExportSheetProps) {
  const [length, setLength] = useState<Length>('7')
  const [busy, setBusy] = useState<'csv' | 'fhir' | null>(null)
  const to = shanghaiDay(now)
  const from = addDays(to, 1 - Number(length))
  const save = async (kind: 'csv' | 'fhir') => {
    setBusy(kind)
    try {
      const contract = kind === 'csv' ? exportReadingsCsv : exportReadingsFhir
      const { subdistrictId, personId } = elder
      const path = await download(contract, {
        params: { subdistrictId, personId },
        query: { from, to },
      })
      const ending = kind === 'csv' ? 'csv' : 'fhir.json'
      const kept = await keepTextFile(path, `${name}-${from}-${to}.${ending}`)
      releaseFile(path)
      if (!kept) say('这台设备没有让保存', 'problem')
      else say(process.env.TARO_ENV === 'h5' ? '存好了' : '复制好了，可以粘贴到文件里')
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(null)
    }
  }
  return (
    <Sheet open title="拿走一份数据" onClose={onClose}>
      <Stack>
        <Choice
          label="哪些天"
          look="chips"
          options={lengths.map((value) => ({ value, words: lengthWords[value] }))}
          value={length}
          onChange={setLength}
        />
        <Button words="存成表格" icon="list" busy={busy === 'csv'} onPress={() => save('csv')} />
        <Button
          words="存成医院用的格式（FHIR）"
          kind="secondary"
          busy={busy === 'fhir'}
          onPress={() => save('fhir')}
        />
        <Words kind="quiet">里面是您能看到的那几项。谁拿走过数据，老人查得到。</Words>
      </Stack>
    </Sheet>
  )
}
