import { useState } from 'react'
import type { ElderView } from '#shared/care/care-shapes.ts'
import { Card, ListRow } from '../../components/card.tsx'
import type { ElderKey } from '../../parts/care/care-pages.ts'
import {
  circlePage,
  elderAlertsPage,
  myCarePage,
  openElder,
  residentPage,
  summariesPage,
} from '../../parts/care/care-pages.ts'
import { go } from '../../platform/navigation.ts'
import { ExportSheet } from './export-sheet.tsx'
import { PauseSheet } from './pause-sheet.tsx'

interface ElderLinksProps {
  readonly elder: ElderKey
  readonly view: ElderView
  readonly now: Date
  readonly reload: () => Promise<void>
}

/** What else there is about him, and what one can do. */
export function ElderLinks({ elder, view, now, reload }: ElderLinksProps) {
  const [open, setOpen] = useState<'pause' | 'export' | null>(null)
  const close = () => setOpen(null)
  const { name, as } = view
  return (
    <>
      <Card kind="rows">
        <ListRow
          icon="bell"
          title="提醒"
          note="现在的、以前的，也可以试一试会不会响"
          onPress={() => openElder(elder, elderAlertsPage)}
        />
        <ListRow
          icon="report"
          title="每天和每周小结"
          onPress={() => openElder(elder, summariesPage)}
        />
        <ListRow
          icon="person"
          title="谁在关注"
          note="还有谁看得到，有事先打给谁"
          onPress={() => openElder(elder, circlePage)}
        />
        <ListRow
          icon="clock"
          title="暂停提醒"
          note="外出、住院的时候"
          onPress={() => setOpen('pause')}
        />
        <ListRow
          icon="list"
          title="拿走一份数据"
          note="给医生看，或者自己留着"
          onPress={() => setOpen('export')}
        />
        {as === 'self' ? (
          <ListRow
            icon="home"
            title="我的测量"
            note="测什么、谁看过，随时可以停"
            onPress={() => go(myCarePage)}
          />
        ) : null}
        {as === 'care_staff' ? (
          <ListRow
            icon="list"
            title="照护登记和提醒的数"
            note="房间、同意书、从多少算高"
            onPress={() => openElder(elder, residentPage)}
          />
        ) : null}
      </Card>
      {open === 'pause' ? (
        <PauseSheet elder={elder} name={name} now={now} onClose={close} onDone={reload} />
      ) : null}
      {open === 'export' ? (
        <ExportSheet elder={elder} name={name} now={now} onClose={close} />
      ) : null}
    </>
  )
}
