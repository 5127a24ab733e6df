import { bindPhone, exportMe, readMe } from '#shared/accounts/accounts.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { searchPlaces } from '#shared/places/places.contract.ts'
import { relationshipTextVersion } from '#shared/relatives/relations.ts'
import {
  declareRelative,
  makeRelationCode,
  useRelationCode,
} from '#shared/relatives/relatives.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'

export const textVersion = relationshipTextVersion
export const hexing = { subdistrictId: subdistrictId('hexing') }
export const liuwan = { subdistrictId: subdistrictId('liuwan') }

/** What the tests of relatives do again and again. */
export const relativesScene = (app: () => TestApp) => {
  const homeOf = async (text: string) => {
    const { places } = await app().nobody.call(searchPlaces, { query: { text } })
    const [found] = places
    if (!found?.estate) throw new Error(`no estate for ${text}`)
    return { subdistrictId: found.subdistrictId, placeId: found.estate.placeId }
  }
  const codeOf = async (client: Client) =>
    (await client.call(makeRelationCode, { body: { textVersion } })).code
  const use = (client: Client, code: string) =>
    client.ask(useRelationCode, { body: { code, relation: 'child' } })

  return {
    homeOf,
    codeOf,
    use,
    idOf: async (client: Client) => (await client.call(readMe)).personId,
    bind: (client: Client, phone: string) =>
      client.ask(bindPhone, { body: { code: app().wechat.newPhoneCode(phone) } }),
    /** Lets `relative` book for `served` by a code, as two phones side by side do. */
    relate: async (served: Client, relative: Client) => {
      const answer = await use(relative, await codeOf(served))
      if (answer.status !== 200) throw new Error(`no relationship: ${answer.code}`)
      return answer.body
    },
    declare: async (client: Client, name: string, key?: string) =>
      client.ask(declareRelative, {
        body: {
          name,
          bornOn: '1935-06-01',
          home: await homeOf('合兴一村'),
          relation: 'child',
          textVersion,
        },
        ...(key === undefined ? {} : { key }),
      }),
    exported: async (client: Client): Promise<Record<string, unknown>> =>
      JSON.parse(await (await client.raw(`/api${exportMe.path}`)).text()),
    rows: async (text: string, values: unknown[] = []) =>
      (await app().platform.database.pool.query(text, values)).rows,
  }
}
