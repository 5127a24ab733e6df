import {
  dropItemDraft,
  publishItemDraft,
  readEditedItem,
  saveItemDraft,
} from '#shared/guide/guide-desk.contract.ts'
import type { ItemFields } from '#shared/guide/item-fields.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { say } from '../../components/toast.tsx'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'

/** One item with its draft, and the three things an editor does with it. */
export const useEditedItem = (subdistrictId: SubdistrictId, code: string) => {
  const params = { subdistrictId, code }
  const { state, reload, put } = useLoaded(
    async () => (await call(readEditedItem, { params })).item,
    `${subdistrictId}/${code}`,
  )
  const { busy, attempt } = useAttempt()

  const tell = async (answer: object, done: string): Promise<void> => {
    if (!(answer instanceof Failure)) return say(done)
    say(failureWords(answer), 'problem')
    await reload()
  }

  return {
    state,
    reload,
    busy,
    save: async (revision: number, fields: ItemFields): Promise<void> => {
      const answer = await attempt('save', () =>
        call(saveItemDraft, { params, body: { revision, fields } }),
      )
      if (!(answer instanceof Failure)) put(answer.item)
      await tell(answer, '存好了，还没有发布')
    },
    publish: async (revision: number): Promise<void> => {
      const answer = await attempt('publish', () =>
        call(publishItemDraft, { params, body: { revision } }),
      )
      if (!(answer instanceof Failure)) put(answer.item)
      await tell(answer, '发布了')
    },
    drop: async (revision: number): Promise<void> => {
      const answer = await attempt('drop', () =>
        call(dropItemDraft, { params, body: { revision } }),
      )
      await tell(answer, '草稿不要了')
      if (!(answer instanceof Failure)) await reload()
    },
  }
}
