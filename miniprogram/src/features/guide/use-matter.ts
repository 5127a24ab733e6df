import type { MatterView } from '#shared/guide/matters.contract.ts'
import {
  endMatter,
  photographPaper,
  readMatter,
  submitMatter,
} from '#shared/guide/matters.contract.ts'
import type { PhotoId } from '#shared/ids.ts'
import { uploadPhoto } from '#shared/photos/photos.contract.ts'
import { say } from '../../components/toast.tsx'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call, upload } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'
import { pickPhotos, releasePhoto } from '../../platform/media.ts'

type Key = Pick<MatterView, 'subdistrictId' | 'matterId'>

/** One matter and what its owner does with it. */
export const useMatter = (params: Key) => {
  const { state, reload, put } = useLoaded(
    async () => (await call(readMatter, { params })).matter,
    params.matterId,
  )
  const { busy, attempt } = useAttempt()

  const step = async (name: string, done: string, act: () => Promise<{ matter: MatterView }>) => {
    const answer = await attempt(name, act)
    if (answer instanceof Failure) {
      say(failureWords(answer), 'problem')
      await reload()
      return
    }
    put(answer.matter)
    say(done)
  }

  return {
    state,
    reload,
    busy,
    /** Takes one photo, sends it and puts it in the place of the one before. */
    photograph: async (key: string): Promise<void> => {
      const [picked, ...surplus] = await pickPhotos({ count: 1 })
      for (const photo of surplus) releasePhoto(photo)
      if (!picked) return
      await step(`photo ${key}`, '拍好了', async () => {
        const { photoId }: { photoId: PhotoId } = await upload(uploadPhoto, picked)
        return call(photographPaper, { params: { ...params, key }, body: { photoId } })
      })
      releasePhoto(picked)
    },
    submit: () => step('submit', '交给工作人员看了', () => call(submitMatter, { params })),
    end: () => step('end', '这件事结束了，照片会删掉', () => call(endMatter, { params })),
  }
}
export type MyMatter = ReturnType<typeof useMatter>
