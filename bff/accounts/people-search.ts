import { maskPhone, normalisePhone } from '#shared/accounts/phone.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { Actor } from './actor.ts'
import { peopleNamed, personWithPhone } from './people-search.store.ts'

const maxFound = 20

/** Whom an administrator looks for before he gives a post. */
export const createPeopleSearch = ({ clock, database, personalData }: Platform) => ({
  /**
   * People by a part of their name, of this subdistrict alone, or anybody by his full phone number:
   * who knows that has been given it. At most 20; the audit keeps that it was asked, not what.
   */
  searchPeople: (
    actor: Actor,
    subdistrictId: SubdistrictId,
    text: string,
  ): Promise<{ personId: PersonId; name: string; phoneMasked: string | null }[]> =>
    database.inTransaction(async (tx) => {
      const phone = normalisePhone(text)
      const found = phone
        ? await personWithPhone(tx, personalData.blindIndex('phone', phone))
        : await peopleNamed(tx, subdistrictId, text.trim(), maxFound)
      await appendAudit(tx, {
        at: clock.now(),
        subdistrictId,
        actorPersonId: actor.personId,
        action: 'people.searched',
        objectKind: 'subdistrict',
        objectId: subdistrictId,
        detail: { by: phone ? 'phone' : 'name', found: found.length },
      })
      return found.map(({ personId, displayName, phoneEncrypted }) => ({
        personId,
        name: displayName,
        phoneMasked: phoneEncrypted && maskPhone(personalData.open('phone', phoneEncrypted)),
      }))
    }),
})
