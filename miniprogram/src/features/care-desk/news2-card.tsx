import { useState } from 'react'
import { noteConsciousness, readNews2 } from '#shared/alerts/alerts.contract.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import type { ElderKey } from '../../parts/care/care-pages.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

/** The early warning score of the last hour; how awake he is no sensor measures, so staff say it. */
export function News2Card({ elder }: { elder: ElderKey }) {
  const { subdistrictId, personId } = elder
  const params = { subdistrictId, personId }
  const [busy, setBusy] = useState<'alert' | 'cvpu' | null>(null)
  const { state, reload, put } = useLoaded(
    () => call(readNews2, { params }),
    `${subdistrictId}/${personId}`,
  )
  const note = async (level: 'alert' | 'cvpu') => {
    setBusy(level)
    try {
      put(await call(noteConsciousness, { params, body: { level } }))
      say('记下了，一小时内算数')
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(null)
    }
  }
  return (
    <Card title="早期预警评分（NEWS2）">
      <Stack gap="s">
        <AsyncView state={state} retry={reload} skeleton="page">
          {({ words, total }) => (
            <Stack gap="s">
              <Words kind="strong">{words}</Words>
              {total === null ? <Words kind="quiet">缺几项就不算分，不拿不全的数凑。</Words> : null}
            </Stack>
          )}
        </AsyncView>
        <Words>他现在清醒吗？这一项设备测不出来，请您看了再点。</Words>
        <Row spread="fill">
          <Button
            words="和平时一样清醒"
            kind="secondary"
            busy={busy === 'alert'}
            onPress={() => note('alert')}
          />
          <Button
            words="糊涂了，或叫不醒"
            kind="secondary"
            busy={busy === 'cvpu'}
            onPress={() => note('cvpu')}
          />
        </Row>
      </Stack>
    </Card>
  )
}
