import { useEffect, useState } from 'react'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { siteKinds } from '#shared/offers/offer-kinds.ts'
import { listMySites } from '#shared/offers/offers.contract.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { readDraft, writeDraft } from '../../platform/storage.ts'

export type MySite = ResponseOf<typeof listMySites>['sites'][number]

/** Service points before rooms and canteens: there most people work. */
export const inOrder = <S extends Pick<MySite, 'kind' | 'name'>>(sites: readonly S[]): S[] =>
  [...sites].sort((one, other) => siteKinds.indexOf(one.kind) - siteKinds.indexOf(other.kind))

/** Sites where I work, with their offers and people. */
export const useMySites = (subdistrictId: SubdistrictId) =>
  useLoaded(
    async () => inOrder((await call(listMySites, { params: { subdistrictId } })).sites),
    subdistrictId,
  )

export const siteOptions = (sites: readonly MySite[]) =>
  sites.map(({ siteId, name }) => ({ value: String(siteId), words: name }))

const draft = 'booking-desk-site'
const asText = (stored: unknown): string | null => (typeof stored === 'string' ? stored : null)

/** The site one works at: the one asked for, what was chosen last on this device, else the first. */
export const useSiteChoice = <S extends { readonly siteId: string }>(
  sites: readonly S[],
  asked?: string,
) => {
  const [wanted, setWanted] = useState<string | null>(asked ?? null)
  const [recalled, setRecalled] = useState(false)
  useEffect(() => {
    readDraft(draft, asText).then((kept) => {
      setWanted((before) => before ?? kept)
      setRecalled(true)
    })
  }, [])
  const choose = (siteId: string) => {
    setWanted(siteId)
    writeDraft(draft, siteId)
  }
  const site = recalled ? (sites.find(({ siteId }) => siteId === wanted) ?? sites[0] ?? null) : null
  return { site, choose }
}
