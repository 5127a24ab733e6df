import type { Reader } from '#db/database.ts'
import type { PersonId } from '#shared/ids.ts'

export interface WaysRow {
  readonly personId: PersonId
  readonly hasAccount: boolean
  readonly openId: string | null
  readonly wecomUserId: string | null
  readonly phoneEncrypted: string | null
}

/** By what each of them can be reached; people who deleted their account are left out. */
export const findWays = async (
  { client }: Reader,
  personIds: readonly PersonId[],
): Promise<WaysRow[]> => {
  const { rows } = await client.query<WaysRow>({
    name: 'persons.ways',
    text: `select p.person_id as "personId", a.account_id is not null as "hasAccount",
                  a.wechat_open_id as "openId", p.wecom_user_id as "wecomUserId",
                  p.phone_encrypted as "phoneEncrypted"
             from persons p
             left join accounts a on a.person_id = p.person_id and a.closed_at is null
            where p.person_id = any($1::uuid[]) and p.deleted_at is null`,
    values: [personIds],
  })
  return rows
}
