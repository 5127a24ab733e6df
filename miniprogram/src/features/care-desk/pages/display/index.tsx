import { careStaffRoles } from '#shared/care/care-rules.ts'
import { Display } from '../../display-view.tsx'
import { WithCareDesk } from '../../with-care-desk.tsx'

/** For a screen that everybody passes: it rolls by itself, names masked, no measured value. */
export default function DisplayPage() {
  return (
    <WithCareDesk title="大屏" roles={careStaffRoles}>
      {(desk) => <Display desk={desk} />}
    </WithCareDesk>
  )
}
