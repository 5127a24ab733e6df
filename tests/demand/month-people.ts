import { randomUUID } from 'node:crypto'
import { seedId } from '#db/seed-id.ts'
import type { PersonId } from '#shared/ids.ts'
import { accountId, personId, placeId } from '#shared/ids.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { hexing } from '../bookings/booking-scene.ts'
import type { Dice } from './dice.ts'

export interface Elder {
  readonly personId: PersonId
  /** Signs in with it; without one the desk books for him. */
  readonly accountKey: string | null
}

/** Elders of 60 to 96 who live in the subdistrict, registered through the services; every fifth has a phone of his own to book with. */
export const registerElders = async (app: TestApp, dice: Dice, many: number): Promise<Elder[]> => {
  const { accounts, relatives } = app.app.services
  const elders = Array.from({ length: many }, (_, at) => ({
    personId: personId(randomUUID()),
    accountKey: at % 5 === 0 ? `month-${at}` : null,
  }))
  await app.platform.database.inTransaction(async (tx) => {
    for (const [at, elder] of elders.entries()) {
      await accounts.register(tx, {
        personId: elder.personId,
        displayName: `老人${at}`,
        largeType: true,
        phone: null,
        home: {
          ...hexing,
          placeId: placeId(seedId('hexing/hexinger/1')),
          doorNo: `${at}号`,
        },
        account:
          elder.accountKey === null
            ? null
            : { accountId: accountId(randomUUID()), demoKey: elder.accountKey },
      })
      const year = 1930 + dice.below(37)
      await relatives.profiles.saveProfile(tx, elder.personId, {
        bornOn: `${year}-0${1 + dice.below(9)}-15`,
        residence: 'hukou',
        assessedLevel: dice.below(4) === 0 ? dice.below(7) : null,
      })
    }
  })
  return elders
}
