import { useState } from 'react'
import { caseId, subdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { CaseBody } from '../../case-body.tsx'
import { OpenedStep, StepBar } from '../../case-steps.tsx'
import type { OpenStep } from '../../steps.ts'
import { stepsOf } from '../../steps.ts'
import { useCaseWork } from '../../use-case-work.ts'

/** One case on a phone: everything about it, and its next step under the thumb. */
export default function HandlePage() {
  const params = usePageParams()
  const work = useCaseWork({
    subdistrictId: subdistrictId(params.subdistrict ?? ''),
    caseId: caseId(params.case ?? ''),
  })
  const [open, setOpen] = useState<OpenStep>(null)
  const view = work.state.status === 'ready' ? work.state.value : null
  const footer =
    view === null || stepsOf(view).length === 0 ? undefined : (
      <StepBar work={work} view={view} onGo={setOpen} />
    )
  return (
    <Screen title={view?.title ?? '办理'} footer={footer}>
      <AsyncView state={work.state} retry={work.reload} skeleton="page">
        {(ready) => <CaseBody view={ready} onGo={setOpen} />}
      </AsyncView>
      {view === null ? null : (
        <OpenedStep
          open={open}
          work={work}
          view={view}
          onGo={setOpen}
          onClose={() => setOpen(null)}
        />
      )}
    </Screen>
  )
}
