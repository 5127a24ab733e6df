import type { Verdict } from '#shared/guide/matter-status.ts'
import { verdicts } from '#shared/guide/matter-status.ts'
import type { MatterPaper, MatterView } from '#shared/guide/matters.contract.ts'
import { judgePaper, listMattersToCheck } from '#shared/guide/matters.contract.ts'
import { verdictWords } from '#shared/guide/matters.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { counterRoles } from '#shared/relatives/counter.contract.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Card } from '../../../../components/card.tsx'
import { Choice } from '../../../../components/choice.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { say } from '../../../../components/toast.tsx'
import { Words } from '../../../../components/words.tsx'
import { failureWords } from '../../../../parts/loading/failure-words.ts'
import { useAttempt } from '../../../../parts/loading/use-attempt.ts'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { PhotoRow } from '../../../../parts/photos/photo-row.tsx'
import { call } from '../../../../platform/api.ts'
import { Failure } from '../../../../platform/failure.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { WithEditor } from '../../with-editor.tsx'

/** Papers that wait to be looked at: one word for each photo, the longest waiting first. */
export default function ChecksPage() {
  return (
    <WithEditor title="材料预审" roles={counterRoles} whom="窗口的工作人员">
      {(subdistrictId) => <Checks subdistrictId={subdistrictId} />}
    </WithEditor>
  )
}

function Checks({ subdistrictId }: { subdistrictId: SubdistrictId }) {
  const { state, reload } = useLoaded(
    async () => (await call(listMattersToCheck, { params: { subdistrictId } })).matters,
    subdistrictId,
  )
  const { attempt } = useAttempt()
  usePullToRefresh(reload)
  const judge = async (matter: MatterView, { key, photoId }: MatterPaper, verdict: Verdict) => {
    if (photoId === null) return
    const params = { subdistrictId, matterId: matter.matterId, key }
    const answer = await attempt(`${photoId} ${verdict}`, () =>
      call(judgePaper, { params, body: { verdict, photoId } }),
    )
    if (answer instanceof Failure) say(failureWords(answer), 'problem')
    else if (answer.matter.status !== 'checking') say('看完了，已经告诉居民')
    await reload()
  }
  return (
    <AsyncView
      state={state}
      retry={reload}
      isEmpty={(matters) => matters.length === 0}
      empty={{ title: '没有要看的材料' }}
    >
      {(matters) => (
        <Stack>
          {matters.map((matter) => (
            <Card key={matter.matterId} title={matter.itemName}>
              <Stack>
                <Words kind="quiet">{`给${matter.personName}办`}</Words>
                {matter.papers.map((paper) =>
                  paper.photoId === null ? null : (
                    <Stack key={paper.key} gap="s">
                      <PhotoRow photoIds={[paper.photoId]} what={`${paper.name}的照片`} />
                      <Choice
                        label={paper.name}
                        look="chips"
                        options={verdicts.map((value) => ({ value, words: verdictWords[value] }))}
                        value={paper.verdict}
                        onChange={(verdict) => void judge(matter, paper, verdict)}
                      />
                    </Stack>
                  ),
                )}
              </Stack>
            </Card>
          ))}
        </Stack>
      )}
    </AsyncView>
  )
}
