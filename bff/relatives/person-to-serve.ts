import type { Reader, Transaction } from '#db/database.ts'
import { maskPhone, normalisePhone } from '#shared/accounts/phone.ts'
import type { ErrorDetail } from '#shared/http/errors.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import { ageOn } from '#shared/relatives/age.ts'
import type { FoundPerson, ServedPerson } from '#shared/relatives/counter.contract.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { PersonToServe } from './people-to-serve.store.ts'
import { findByPhone, findPersonToServe } from './people-to-serve.store.ts'
import { personWithIdNumber } from './profiles.store.ts'
import type { Profiles } from './profiles.ts'
import type { Relationships } from './relationships.ts'
import { maskName } from './relatives.policy.ts'

export interface CounterNeeds {
  readonly places: Places
  readonly profiles: Profiles
  readonly relationships: Relationships
}

/** How a counter is shown the people whom its subdistrict serves. */
export const createPersonToServe = (
  { clock, personalData }: Platform,
  { places, profiles, relationships }: CounterNeeds,
) => {
  const phoneOf = ({ phoneEncrypted }: PersonToServe): string | null =>
    phoneEncrypted && personalData.open('phone', phoneEncrypted)
  const idTailOf = ({ idTailEncrypted }: PersonToServe): string | null =>
    idTailEncrypted && personalData.open('id-number', idTailEncrypted)

  const typedPhone = (typed: string): string => {
    const phone = normalisePhone(typed)
    if (phone === undefined) throw new Refusal('phone_invalid')
    return phone
  }
  const indexOf = (phone: string): string => personalData.blindIndex('phone', phone)

  const foundView = async (tx: Reader, person: PersonToServe): Promise<FoundPerson> => {
    const { personId, displayName, homeSubdistrictId, homePlaceId, bornOn, verified } = person
    const phone = phoneOf(person)
    const home = homeSubdistrictId && (await places.findPlace(tx, homeSubdistrictId, homePlaceId))
    return {
      personId,
      name: displayName,
      phoneMasked: phone && maskPhone(phone),
      age: bornOn === null ? null : ageOn(bornOn, shanghaiDay(clock.now())),
      homeName: home?.name ?? null,
      verified,
    }
  }

  const audit = (
    tx: Transaction,
    actor: Actor,
    subdistrictId: SubdistrictId,
    action: string,
    objectId: string,
    detail: ErrorDetail = {},
  ) =>
    appendAudit(tx, {
      at: clock.now(),
      subdistrictId,
      actorPersonId: actor.personId,
      action,
      objectKind: action === 'people.searched_to_serve' ? 'subdistrict' : 'person',
      objectId,
      detail,
    })

  /** @throws Refusal unknown_person for anybody whom this subdistrict does not serve */
  const ours = async (tx: Reader, subdistrictId: SubdistrictId, personId: PersonId) => {
    const person = await findPersonToServe(tx, subdistrictId, personId)
    if (!person?.isOurs) throw new Refusal('unknown_person')
    return person
  }

  const servedView = async (
    tx: Reader,
    subdistrictId: SubdistrictId,
    personId: PersonId,
  ): Promise<ServedPerson> => ({
    ...(await foundView(tx, await ours(tx, subdistrictId, personId))),
    profile: await profiles.viewOf(tx, personId),
    bookers: await relationships.bookersView(tx, personId),
  })

  /** Whose phone or ID number it is already, with the name masked: enough to ask “is that you?”. */
  const onFile = async (
    tx: Reader,
    subdistrictId: SubdistrictId,
    phoneIndex: string | undefined,
    idNumberIndex: string | undefined,
  ): Promise<ErrorDetail | undefined> => {
    const byPhone = phoneIndex && (await findByPhone(tx, subdistrictId, phoneIndex))
    if (byPhone) return { by: 'phone', name: maskName(byPhone.displayName) }
    const owner = idNumberIndex && (await personWithIdNumber(tx, idNumberIndex))
    const byId = owner && (await findPersonToServe(tx, subdistrictId, owner))
    return byId ? { by: 'id_number', name: maskName(byId.displayName) } : undefined
  }

  return { phoneOf, idTailOf, typedPhone, indexOf, foundView, audit, ours, servedView, onFile }
}
export type PersonToServeView = ReturnType<typeof createPersonToServe>
