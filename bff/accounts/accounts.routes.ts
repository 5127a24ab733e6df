import {
  bindPhone,
  changeMe,
  deleteMe,
  endPost,
  exportMe,
  giveConsent,
  givePost,
  listDemoPeople,
  listPosts,
  readMe,
  refreshSession,
  searchPeople,
  setHome,
  signInAsDemoPerson,
  signInWithWechat,
  signOut,
  withdrawConsent,
} from '#shared/accounts/accounts.contract.ts'
import { listUnits, readPlaceOfficer } from '#shared/places/places.contract.ts'
import type { AccessTokens } from '../http/access-token.ts'
import { accessTokenMinutes } from '../http/access-token.ts'
import type { Kernel } from '../http/serve.ts'
import type { Accounts } from './accounts.service.ts'
import type { OpenSession } from './sessions.service.ts'

export const serveAccounts = (serve: Kernel, accounts: Accounts, tokens: AccessTokens): void => {
  const tokensOf = ({ refreshToken, accessTokenId, issuedAt, ...claims }: OpenSession) => ({
    accessToken: tokens.sign(claims, accessTokenId, issuedAt),
    accessExpiresAt: new Date(issuedAt.getTime() + accessTokenMinutes * 60_000).toISOString(),
    refreshToken,
  })

  serve.json(signInWithWechat, async ({ body }) => {
    const { session, me } = await accounts.signInWithWechat(body.code)
    return { tokens: tokensOf(session), me }
  })
  serve.json(listDemoPeople, async () => ({ people: await accounts.listDemoPeople() }))
  serve.json(signInAsDemoPerson, async ({ body }) => {
    const { session, me } = await accounts.signInAsDemoPerson(body.key)
    return { tokens: tokensOf(session), me }
  })
  serve.json(refreshSession, async ({ body }) => ({
    tokens: tokensOf(await accounts.refresh(body.refreshToken)),
  }))
  serve.json(signOut, async ({ actor }) => {
    await accounts.signOut(actor)
    return {}
  })

  serve.json(readMe, ({ actor }) => accounts.me.read(actor))
  serve.json(changeMe, ({ actor, body }) => accounts.me.change(actor, body))
  serve.json(setHome, ({ actor, body }) => accounts.me.setHome(actor, body))
  serve.json(bindPhone, ({ actor, body }) => accounts.me.bindPhone(actor, body.code))
  serve.json(giveConsent, ({ actor, params, body }) =>
    accounts.me.giveConsent(actor, params.purpose, body.textVersion),
  )
  serve.json(withdrawConsent, ({ actor, params }) =>
    accounts.me.withdrawConsent(actor, params.purpose),
  )
  serve.download(exportMe, async ({ actor }) => ({
    contentType: 'application/json; charset=utf-8',
    content: Buffer.from(JSON.stringify(await accounts.me.export(actor), null, 2)),
    fileName: 'linli-my-data.json',
  }))
  serve.json(deleteMe, async ({ actor }) => {
    await accounts.me.delete(actor)
    return {}
  })

  serve.json(listPosts, async ({ params }) => ({
    posts: await accounts.listPosts(params.subdistrictId),
  }))
  serve.json(searchPeople, async ({ actor, params, body }) => ({
    people: await accounts.searchPeople(actor, params.subdistrictId, body.text),
  }))
  serve.json(givePost, ({ actor, params, body }) =>
    accounts.givePost(actor, params.subdistrictId, body),
  )
  serve.json(endPost, ({ actor, params }) =>
    accounts.endPost(actor, params.subdistrictId, params.postId),
  )
  // Who stands behind a place or a unit: the contract is the places', the people are ours.
  serve.json(listUnits, async ({ params }) => ({
    units: await accounts.unitsWithStaff(params.subdistrictId),
  }))
  serve.json(readPlaceOfficer, ({ params }) =>
    accounts.officerOf(params.subdistrictId, params.placeId),
  )
}
