import { RoundView } from '../../round-view.tsx'
import { WithPost } from '../../with-post.tsx'

const roles = [
  'provider_staff',
  'duty_officer',
  'hotline_clerk',
  'administrator',
  'site_clerk',
  'neighbourhood_officer',
] as const

export default function RoundPage() {
  return (
    <WithPost title="清运路线" roles={roles} whom="清运公司和值班的同事">
      {(subdistrictId) => <RoundView subdistrictId={subdistrictId} />}
    </WithPost>
  )
}
