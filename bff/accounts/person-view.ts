import type { Transaction } from '#db/database.ts'
import type { Me, PostView } from '#shared/accounts/accounts.contract.ts'
import { consentPurposes } from '#shared/accounts/accounts.contract.ts'
import { maskPhone } from '#shared/accounts/phone.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { AccountId, PersonId } from '#shared/ids.ts'
import { subdistrictId } from '#shared/ids.ts'
import type { Places } from '../places/places.service.ts'
import type { PersonalData } from '../platform/personal-data.ts'
import type { Post } from './actor.ts'
import type { PersonRow } from './persons.store.ts'
import { consentsOf, findPerson } from './persons.store.ts'
import { postsOfPeople } from './posts.store.ts'

interface Needs {
  readonly places: Places
  readonly personalData: PersonalData
}

const nameOnly = (place: { placeId: Post['placeId']; name: string } | undefined) =>
  place?.placeId ? { placeId: place.placeId, name: place.name } : null

/** How a person is shown to himself: the phone masked, posts with the names of their places. */
export const personView = ({ places, personalData }: Needs) => {
  const postView = async (tx: Transaction, post: Post): Promise<PostView> => {
    const { postId, subdistrictId, role, isHead, unitId } = post
    const { name: subdistrictName } = await places.subdistrict(tx, subdistrictId)
    const unit = unitId ? await places.unit(tx, subdistrictId, unitId) : undefined
    return {
      postId,
      subdistrictId,
      subdistrictName,
      role,
      isHead,
      unitId,
      unitName: unit?.name ?? null,
      place: nameOnly(await places.findPlace(tx, subdistrictId, post.placeId)),
    }
  }

  const homeOf = async (tx: Transaction, person: PersonRow): Promise<Me['home']> => {
    if (person.homeSubdistrictId === null) return null
    const home = subdistrictId(person.homeSubdistrictId)
    const place = nameOnly(await places.findPlace(tx, home, person.homePlaceId))
    return place ? { subdistrictId: home, place, doorNo: person.homeDoorNo } : null
  }

  const phoneOf = (person: PersonRow): string | null =>
    person.phoneEncrypted === null ? null : personalData.open('phone', person.phoneEncrypted)

  const meOf = async (
    tx: Transaction,
    { accountId, personId }: { readonly accountId: AccountId; readonly personId: PersonId },
    now: Date,
  ): Promise<Me> => {
    const person = await findPerson(tx, personId)
    if (!person) throw new Refusal('unknown_person')
    const phone = phoneOf(person)
    const posts: PostView[] = []
    for (const post of await postsOfPeople(tx, [personId], now))
      posts.push(await postView(tx, post))
    const ledger = await consentsOf(tx, personId)
    return {
      accountId,
      personId,
      displayName: person.displayName,
      phoneMasked: phone === null ? null : maskPhone(phone),
      largeType: person.largeType,
      home: await homeOf(tx, person),
      posts,
      consents: ledger.flatMap(({ purpose: said, textVersion, givenAt, withdrawnAt }) => {
        const purpose = consentPurposes.find((known) => known === said)
        return purpose && !withdrawnAt
          ? [{ purpose, textVersion, givenAt: givenAt.toISOString() }]
          : []
      }),
    }
  }

  return { postView, homeOf, phoneOf, meOf }
}
export type PersonView = ReturnType<typeof personView>
