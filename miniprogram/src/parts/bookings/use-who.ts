import { useCallback, useEffect, useState } from 'react'
import type { Me } from '#shared/accounts/accounts.contract.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import { listRelatives } from '#shared/relatives/relatives.contract.ts'
import { servedWords } from '#shared/relatives/relatives.words.ts'
import { call } from '../../platform/api.ts'
import { useDidShow } from '../../platform/page-lifecycle.ts'
import { readDraft, writeDraft } from '../../platform/storage.ts'
import { useLoaded } from '../loading/use-loaded.ts'

/** Somebody a booking can be for. */
export interface Served {
  readonly personId: PersonId
  readonly name: string
  readonly isMe: boolean
  /** What he is to me. */
  readonly note: string | undefined
  /** Where he lives: whose services are meant for him. */
  readonly subdistrictId: SubdistrictId | null
}

// Among the drafts, so that it goes when the person signs out.
const draft = 'for-whom'
const asText = (stored: unknown): string | null => (typeof stored === 'string' ? stored : null)

const oneself = ({ personId, home }: Me): Served => {
  const subdistrictId = home?.subdistrictId ?? null
  return { personId, name: '我自己', isMe: true, note: undefined, subdistrictId }
}

/**
 * For whom one books: oneself or somebody who agreed to it. The last choice is remembered on this
 * device, so that a daughter who always books for her mother need not say it each time.
 */
export const useWho = (me: Me | null) => {
  const relatives = useLoaded(
    async () => (me === null ? [] : (await call(listRelatives, {})).served),
    me?.personId,
  )
  const [recalled, setRecalled] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const recall = useCallback(() => {
    readDraft(draft, asText).then((kept) => {
      setChosen(kept)
      setRecalled(true)
    })
  }, [])
  useEffect(recall, [recall])
  useDidShow(recall)

  const others: readonly Served[] =
    relatives.state.status === 'ready'
      ? relatives.state.value.map(({ personId, displayName, relation, homeSubdistrictId }) => {
          const note = servedWords[relation]
          return {
            personId,
            name: displayName,
            isMe: false,
            note,
            subdistrictId: homeSubdistrictId,
          }
        })
      : []
  const people = me === null ? [] : [oneself(me), ...others]
  const who = people.find(({ personId }) => personId === chosen) ?? people[0] ?? null
  /** Nobody is chosen for good while it is not known who there is. */
  const settled = recalled && (me === null || relatives.state.status !== 'loading')
  const choose = (personId: string) => {
    setChosen(personId)
    writeDraft(draft, personId)
  }
  return { people, who, settled, choose }
}
export type Who = ReturnType<typeof useWho>
