import type { ItemFields } from '#shared/guide/item-fields.ts'
import type { Answers, ListedMaterial } from '#shared/guide/my-list.ts'
import { myMaterials } from '#shared/guide/my-list.ts'

/** What has to be photographed: once for each paper, and nothing that offices can look up. */
export const papersOf = (item: Pick<ItemFields, 'materials'>, said: Answers): ListedMaterial[] => {
  const papers = myMaterials(item, said).filter(({ form }) => form !== 'electronic')
  return papers.filter(({ key }, at) => papers.findIndex((one) => one.key === key) === at)
}

interface Paper {
  readonly required: boolean
  readonly photoId: string | null
  readonly verdict: string | null
}

/** Whether staff have something to look at: every required paper, and none known to be bad. */
export const isComplete = (papers: readonly Paper[]): boolean =>
  papers.every(
    ({ required, photoId, verdict }) =>
      (photoId !== null || !required) && (verdict === null || verdict === 'fine'),
  ) && papers.some(({ photoId }) => photoId !== null)
