import { useState } from 'react'
import { endPost, givePost, listPosts } from '#shared/accounts/accounts.contract.ts'
import type { BodyOf, ResponseOf } from '#shared/http/endpoint.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

export type PostRecord = ResponseOf<typeof listPosts>['posts'][number]
export type NewPost = BodyOf<typeof givePost>

/** Posts of the subdistrict, and the two things an administrator does with them. */
export const usePosts = (subdistrictId: SubdistrictId) => {
  const loaded = useLoaded(async () => {
    const { posts } = await call(listPosts, { params: { subdistrictId } })
    return posts
  }, subdistrictId)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    setProblem(null)
    try {
      await work()
      return true
    } catch (thrown) {
      setProblem(asFailure(thrown).words)
      return false
    } finally {
      setBusy(false)
      await loaded.reload()
    }
  }
  return {
    state: loaded.state,
    reload: loaded.reload,
    busy,
    problem,
    forget: () => setProblem(null),
    end: ({ postId }: PostRecord) =>
      run(() => call(endPost, { params: { subdistrictId, postId } })),
    give: (body: NewPost) => run(() => call(givePost, { params: { subdistrictId }, body })),
  }
}
