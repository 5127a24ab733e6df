import { useEffect, useState } from 'react'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import { Screen } from '../../../../components/screen.tsx'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { scrollPageToTop } from '../../../../platform/page-scroll.ts'
import { ReportForm } from '../../report-form.tsx'
import { ReportSent } from '../../report-sent.tsx'

/** `?as=staff` files as a patrol of one's own post. */
export default function ReportPage() {
  const patrol = usePageParams().as === 'staff'
  const [filed, setFiled] = useState<CaseView | null>(null)
  // What follows is another page in the same place: it begins at its top.
  useEffect(() => {
    if (filed !== null) scrollPageToTop()
  }, [filed])
  if (filed !== null) {
    return (
      <Screen title="报告问题">
        <ReportSent filed={filed} onAnother={() => setFiled(null)} />
      </Screen>
    )
  }
  return <ReportForm source={patrol ? 'staff_patrol' : 'resident'} onFiled={setFiled} />
}
