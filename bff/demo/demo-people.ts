import { people, posts } from '#db/seed/places/people.ts'
import { places } from '#db/seed/places/place-rows.ts'
import { seedId } from '#db/seed-id.ts'
import { accountId, personId, placeId, postId, subdistrictId, unitId } from '#shared/ids.ts'
import type { Accounts, NewPerson } from '../accounts/accounts.service.ts'
import { demoKeyOf } from './introductions.ts'

const subdistrictOf = new Map(places.map((place) => [place.key, place.subdistrictId]))

/** People of the demo; whoever has no WeChat has no account and is served at the counter. */
export const demoPeople = (): NewPerson[] =>
  people.map(({ key, name, phone, usesWechat, largeType, home }) => ({
    personId: personId(seedId(key)),
    displayName: name,
    largeType,
    phone,
    home: home && {
      subdistrictId: subdistrictId(subdistrictOf.get(home.estateKey) ?? ''),
      placeId: placeId(seedId(home.estateKey)),
      doorNo: home.doorNo,
    },
    account: usesWechat
      ? { accountId: accountId(seedId(`${key}/account`)), demoKey: demoKeyOf(key) }
      : null,
  }))

/** Their posts, from midnight in Shanghai. */
export const demoPosts = (): Parameters<Accounts['savePosts']>[1] =>
  posts.map(({ key, personKey, role, isHead, unitKey, placeKey, from, ...post }) => ({
    postId: postId(seedId(`post/${key}`)),
    subdistrictId: subdistrictId(post.subdistrictId),
    personId: personId(seedId(personKey)),
    role,
    isHead,
    unitId: unitKey === null ? null : unitId(seedId(unitKey)),
    placeId: placeId(seedId(placeKey)),
    startsAt: new Date(`${from}T00:00:00+08:00`),
  }))
