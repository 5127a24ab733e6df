import type { Reader, Transaction } from '#db/database.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { FoundPerson, findPersonToServe } from '#shared/relatives/counter.contract.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Platform } from '../platform/platform.ts'
import type { PersonToServe } from './people-to-serve.store.ts'
import { findByName, findByPhone, insertServed } from './people-to-serve.store.ts'
import type { PersonToServeView } from './person-to-serve.ts'
import { mayBeShown } from './relatives.policy.ts'

const maxFound = 10
/** Names looked through for four last digits: all of one surname in a subdistrict of 100,000. */
const maxNamesakes = 8000

/** Finding the one who stands at the counter or is on the phone; every search is audited. */
export const createFindPerson = ({ clock, database }: Platform, people: PersonToServeView) => {
  const { audit, foundView, idTailOf, indexOf, phoneOf, typedPhone } = people

  const byPhone = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    phone: string,
    name: string | undefined,
  ): Promise<PersonToServe[]> => {
    const person = await findByPhone(tx, subdistrictId, indexOf(phone))
    if (!person || !mayBeShown(person, name)) return []
    if (!person.isOurs) await insertServed(tx, subdistrictId, person.personId, clock.now())
    return [person]
  }

  const byName = async (
    tx: Reader,
    subdistrictId: SubdistrictId,
    name: string,
    lastFour: string | undefined,
  ): Promise<PersonToServe[]> => {
    if (lastFour === undefined) return findByName(tx, subdistrictId, name, maxFound)
    const wanted = lastFour.toUpperCase()
    const namesakes = await findByName(tx, subdistrictId, name, maxNamesakes)
    return namesakes
      .filter((one) => phoneOf(one)?.endsWith(wanted) || idTailOf(one) === wanted)
      .slice(0, maxFound)
  }

  return {
    /** @throws Refusal phone_invalid | invalid_request when neither a name nor a phone is said */
    find: (
      actor: Actor,
      subdistrictId: SubdistrictId,
      asked: BodyOf<typeof findPersonToServe>,
    ): Promise<{ people: FoundPerson[] }> => {
      const name = asked.name?.trim()
      const phone = asked.phone === undefined ? undefined : typedPhone(asked.phone)
      if (phone === undefined && name === undefined)
        throw new Refusal('invalid_request', { where: 'body', field: 'name', rule: 'required' })
      return database.inTransaction(async (tx) => {
        const people =
          phone === undefined
            ? await byName(tx, subdistrictId, name ?? '', asked.lastFour)
            : await byPhone(tx, subdistrictId, phone, name)
        await audit(tx, actor, subdistrictId, 'people.searched_to_serve', subdistrictId, {
          by: phone === undefined ? 'name' : 'phone',
          found: people.length,
        })
        const shown: FoundPerson[] = []
        for (const person of people) shown.push(await foundView(tx, person))
        return { people: shown }
      })
    },
  }
}
