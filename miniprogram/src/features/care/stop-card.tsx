import { useState } from 'react'
import { deleteMyReadings, endMyCare } from '#shared/care/care.contract.ts'
import { deletionWords } from '#shared/care/care.words.ts'
import { Button } from '../../components/button.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

/** Stop, and delete: each asks once and says what happens. */
export function StopCard({ onStopped }: { onStopped: () => Promise<void> }) {
  const [asking, setAsking] = useState<'stop' | 'delete' | null>(null)
  const [busy, setBusy] = useState(false)
  const close = () => setAsking(null)
  const act = async (work: () => Promise<string>) => {
    setBusy(true)
    try {
      say(await work())
      close()
      await onStopped()
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(false)
    }
  }
  const stop = () =>
    act(async () => {
      await call(endMyCare, { body: {} })
      return '停了，从现在起不再测量您'
    })
  const remove = () =>
    act(async () => {
      const { deleting } = await call(deleteMyReadings, { body: {} })
      return deleting ? '好，正在删除' : '没有可以删除的数据'
    })
  return (
    <Stack gap="s">
      <Button words="全部停止，不再测量我" kind="danger" onPress={() => setAsking('stop')} />
      <Button words="删除已经记下的数据" kind="secondary" onPress={() => setAsking('delete')} />
      <Sheet
        open={asking === 'stop'}
        title="全部停止吗"
        onClose={close}
        footer={
          <Row spread="even">
            <Button words="继续测" kind="secondary" onPress={close} />
            <Button words="全部停止" kind="danger" busy={busy} onPress={stop} />
          </Row>
        }
      >
        <Stack gap="s">
          <Words>从现在起不再记录，家人和照护人员也不再看到您的新情况。</Words>
          <Words kind="strong">身体不舒服，不会再有人从设备上知道；要自己打电话。</Words>
          <Words>您住在这里、用别的服务，都不受影响。要再开始，请工作人员登记。</Words>
        </Stack>
      </Sheet>
      <Sheet
        open={asking === 'delete'}
        title={deletionWords.title}
        onClose={close}
        footer={
          <Row spread="even">
            <Button words="先留着" kind="secondary" onPress={close} />
            <Button words="删除" kind="danger" busy={busy} onPress={remove} />
          </Row>
        }
      >
        <Stack gap="s">
          {deletionWords.points.map((point) => (
            <Words key={point}>{point}</Words>
          ))}
        </Stack>
      </Sheet>
    </Stack>
  )
}
