import { View } from '@tarojs/components'
import { useState } from 'react'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import { maxCaseText } from '#shared/cases/cases.contract.ts'
import { spoken } from '../../components/aria.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { myCasesPage } from '../../parts/cases/case-pages.ts'
import { Emergency } from '../../parts/emergency/emergency.tsx'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { PhotoPicker } from '../../parts/photos/photo-picker.tsx'
import { goInstead } from '../../platform/navigation.ts'
import { PlaceLine } from './place-line.tsx'
import type { ReportDraft } from './report-draft.ts'
import { isWorthKeeping } from './report-draft.ts'
import { whyNotYet } from './supplement-sheet.tsx'
import { TypeLine } from './type-line.tsx'
import type { Report, ReportSource } from './use-report.ts'
import { useReport } from './use-report.ts'

interface ReportFormProps {
  readonly source: ReportSource
  readonly onFiled: (filed: CaseView) => void
}

const nothing = () => undefined

export function ReportForm({ source, onFiled }: ReportFormProps) {
  const gate = useGate()
  const report = useReport(source, gate, onFiled)
  const [tried, setTried] = useState(false)
  const { draft, photos, sending } = report
  const submit = () => setTried(!report.submit())
  const waiting = photos.photos.some((photo) => photo.photoId === null)
  const footer = (
    <Stack gap="s">
      <StillToSay words={problemIn(report, tried)} />
      <Button
        words={sending.status === 'kept' ? '再发一次' : '提交'}
        busy={sending.status === 'sending'}
        disabledReason={waiting ? whyNotYet(photos.sending) : undefined}
        onPress={submit}
      />
    </Stack>
  )
  return (
    <Screen title={source === 'resident' ? '报告问题' : '巡查上报'} footer={footer}>
      <Emergency />
      <AsyncView
        state={draft === null ? { status: 'loading' } : { status: 'ready', value: draft }}
        retry={nothing}
        skeleton="page"
      >
        {(value) => (
          <Stack gap="l">
            <EarlierDraft report={report} draft={value} />
            <LostPhotos count={report.lost} />
            <PhotoPicker choice={photos} note="拍清楚哪里不对，最多 9 张" />
            <Field
              kind="textarea"
              label="哪里不对"
              hint="不想打字，点键盘上的话筒说话"
              placeholder="例如：2 号楼的路灯三天没亮了"
              value={value.text}
              onChange={(text) => report.change({ text })}
              maxLength={maxCaseText}
              counted
              error={tried ? report.missing?.text : undefined}
            />
            <PlaceLine
              draft={value}
              looking={report.looking}
              gate={gate}
              error={tried ? report.missing?.place : undefined}
              onChange={report.change}
            />
            <TypeLine
              types={report.types}
              text={value.text}
              value={value.type}
              onPick={(type) => report.change({ type })}
            />
          </Stack>
        )}
      </AsyncView>
      <ArrivedBefore report={report} />
      {gate.sheet}
    </Screen>
  )
}

/** What stands in the way, in a word; beside the button, where one looks after pressing it. */
const problemIn = ({ sending, missing }: Report, tried: boolean): string | undefined => {
  if (sending.status === 'kept') {
    return '网络不通，还没发出去。内容都存好了，有网后再发一次，不会重复。'
  }
  if (sending.status === 'refused') return sending.words
  if (sending.status === 'not_sent') return '还没提交。您写的都留着，要提交就再点一次。'
  return tried ? (missing?.text ?? missing?.place) : undefined
}

function StillToSay({ words }: { words: string | undefined }) {
  return (
    <View {...spoken({ role: 'alert' })}>
      {words === undefined ? null : <Words kind="danger">{words}</Words>}
    </View>
  )
}

function EarlierDraft({ report, draft }: { report: Report; draft: ReportDraft }) {
  if (!report.found || !isWorthKeeping(draft)) return null
  return (
    <Row>
      <Words kind="quiet">这是您上次没写完的，已经帮您留着。</Words>
      <Button
        words="清空重写"
        kind="quiet"
        fit
        onPress={() => {
          report.photos.clear()
          report.startAnew()
        }}
      />
    </Row>
  )
}

/** A photo is sent when it is chosen, but not without network: then leaving the page loses it. */
function LostPhotos({ count }: { count: number }) {
  return count === 0 ? null : (
    <Words kind="danger">{`上次有 ${count} 张照片没传上来，请重新拍或再选一次。`}</Words>
  )
}

/** The first send did arrive, though its answer was lost; then something was changed. */
function ArrivedBefore({ report }: { report: Report }) {
  const seeIt = async () => {
    report.photos.clear()
    await report.startAnew()
    await goInstead(myCasesPage)
  }
  return (
    <Sheet
      open={report.sending.status === 'arrived_before'}
      title="刚才那次其实收到了"
      onClose={report.backToWriting}
      footer={
        <Stack gap="s">
          <Button words="看我上报的事" onPress={seeIt} />
          <Button words="当作另一件上报" kind="secondary" onPress={report.sendAsAnother} />
        </Stack>
      }
    >
      <Words>您后来又改了内容。可以到那件事里补充，也可以当作另一件事上报。</Words>
    </Sheet>
  )
}
