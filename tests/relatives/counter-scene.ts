import type { BodyOf } from '#shared/http/endpoint.ts'
import { personId as asPersonId } from '#shared/ids.ts'
import {
  registerPersonAtCounter,
  registerRelationshipAtCounter,
} from '#shared/relatives/counter.contract.ts'
import type { Client } from '#tests/support/client.ts'
import { hexing, textVersion } from './relatives-scene.ts'

export type NewPerson = BodyOf<typeof registerPersonAtCounter>

export const inHexing = (id: string) => ({ ...hexing, personId: asPersonId(id) })

/** What a clerk of 合兴 does at the counter; who he is may change with the clock. */
export const counterScene = (clerk: () => Client) => ({
  register: (said: Partial<NewPerson>, key?: string) =>
    clerk().ask(registerPersonAtCounter, {
      params: hexing,
      body: {
        name: '顾阿公',
        phone: null,
        bornOn: '1940-02-29',
        idNumber: null,
        home: null,
        residence: null,
        ...said,
      },
      ...(key === undefined ? {} : { key }),
    }),
  giveRelative: (
    id: string,
    relativePhone: string,
    more: Partial<BodyOf<typeof registerRelationshipAtCounter>> = {},
  ) =>
    clerk().ask(registerRelationshipAtCounter, {
      params: inHexing(id),
      body: {
        relativePhone,
        relation: 'child',
        textVersion,
        proofNote: '本人签字，原件存居委会',
        lastDay: null,
        ...more,
      },
    }),
})
