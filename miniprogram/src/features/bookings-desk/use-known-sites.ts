import type { SubdistrictId } from '#shared/ids.ts'
import { listMySites } from '#shared/offers/offers.contract.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { asFailure, isRecord } from '../../platform/failure.ts'
import { readDraft, writeDraft } from '../../platform/storage.ts'
import { inOrder, useSiteChoice } from './use-my-sites.ts'

interface KnownSite {
  readonly siteId: string
  readonly name: string
}

const draft = 'booking-desk-sites'

const parseSites = (stored: unknown): readonly KnownSite[] | null =>
  Array.isArray(stored)
    ? stored.flatMap((one) =>
        isRecord(one) && typeof one.siteId === 'string' && typeof one.name === 'string'
          ? [{ siteId: one.siteId, name: one.name }]
          : [],
      )
    : null

/** Names of the sites where I work, also without a network, and the one of today. */
export const useKnownSites = (subdistrictId: SubdistrictId, asked?: string) => {
  const loaded = useLoaded(async () => {
    try {
      const { sites } = await call(listMySites, { params: { subdistrictId } })
      const known = inOrder(sites).map(({ siteId, name }): KnownSite => ({ siteId, name }))
      await writeDraft(draft, known)
      return known
    } catch (thrown) {
      const failure = asFailure(thrown)
      const kept = failure.code === 'offline' ? await readDraft(draft, parseSites) : null
      if (kept === null) throw failure
      return kept
    }
  }, subdistrictId)
  const { state } = loaded
  const { site, choose } = useSiteChoice(state.status === 'ready' ? state.value : [], asked)
  return { ...loaded, site, choose }
}
