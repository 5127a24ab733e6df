import { useState } from 'react'
import { careBasisWords } from '#shared/care/care.words.ts'
import { careStaffRoles } from '#shared/care/care-rules.ts'
import type { ElderView } from '#shared/care/care-shapes.ts'
import { metricClassWords } from '#shared/readings/readings.words.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Card, ListRow } from '../../../../components/card.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Words } from '../../../../components/words.tsx'
import { circlePage, openElder } from '../../../../parts/care/care-pages.ts'
import { useElder } from '../../../../parts/care/use-elder.ts'
import { useElderKey } from '../../../../parts/care/use-elder-key.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { ChangeElderSheet } from '../../change-elder-sheet.tsx'
import { EndCareSheet } from '../../end-care-sheet.tsx'
import { News2Card } from '../../news2-card.tsx'
import { ThresholdList } from '../../threshold-list.tsx'
import { WithCareDesk } from '../../with-care-desk.tsx'

/** `?subdistrict&elder`: what staff keep about an elder, and the figures his alerts go by. */
export default function ResidentPage() {
  return (
    <WithCareDesk title="照护登记" roles={careStaffRoles}>
      {() => <Resident />}
    </WithCareDesk>
  )
}

function Resident() {
  const elder = useElderKey()
  const { state, reload } = useElder(elder)
  usePullToRefresh(reload)
  const name = state.status === 'ready' ? state.value.name : undefined
  return (
    <Screen title="照护登记" lead={name}>
      <AsyncView state={state} retry={reload} skeleton="page">
        {(view) => <Facts view={view} reload={reload} />}
      </AsyncView>
    </Screen>
  )
}

interface FactsProps {
  readonly view: ElderView
  readonly reload: () => Promise<void>
}

function Facts({ view, reload }: FactsProps) {
  const [open, setOpen] = useState<'change' | 'end' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const { enrolment, unitName, room } = view
  return (
    <Stack gap="l">
      {enrolment === null ? (
        <Words>您不是他的照护人员，看不到登记。</Words>
      ) : (
        <Stack>
          <Card kind="rows" title="登记的内容">
            <ListRow title={unitName ?? '住在家里'} note="在哪里" />
            {room === '' ? null : <ListRow title={room} note="房间" />}
            <ListRow
              title={enrolment.measured.map((of) => metricClassWords[of].name).join('；')}
              note="同意测什么"
            />
            <ListRow
              title={careBasisWords[enrolment.basis]}
              note={enrolment.proofNote ?? '凭什么'}
            />
            {enrolment.livesAlone ? <ListRow title="独居" /> : null}
            {enrolment.onOxygen ? <ListRow title="平时吸氧" /> : null}
            {enrolment.oxygenScale === 2 ? <ListRow title="血氧用第二套标准" /> : null}
          </Card>
          <Button words="改登记（要新签的纸）" kind="secondary" onPress={() => setOpen('change')} />
          <Button
            words="家人和关注"
            kind="secondary"
            icon="person"
            onPress={() => openElder(view, circlePage)}
          />
        </Stack>
      )}
      {enrolment === null ? null : <News2Card elder={view} />}
      <ThresholdList elder={view} />
      {enrolment === null ? null : (
        <Stack gap="s">
          <Button words="停止测量他" kind="danger" onPress={() => setOpen('end')} />
          <Button words="删除他的测量数据" kind="secondary" onPress={() => setOpen('delete')} />
        </Stack>
      )}
      {open === 'change' && enrolment !== null ? (
        <ChangeElderSheet view={view} enrolment={enrolment} onClose={close} onDone={reload} />
      ) : null}
      {open === 'end' || open === 'delete' ? (
        <EndCareSheet elder={view} what={open} onClose={close} onDone={reload} />
      ) : null}
    </Stack>
  )
}
