import {
  findPersonToServe,
  readPersonToServe,
  registerPersonAtCounter,
  registerRelationshipAtCounter,
  verifyProfile,
  withdrawRelationshipAtCounter,
} from '#shared/relatives/counter.contract.ts'
import {
  changeMyProfile,
  declareRelative,
  listRelatives,
  makeRelationCode,
  readMyProfile,
  useRelationCode,
  withdrawRelationship,
} from '#shared/relatives/relatives.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Relatives } from './relatives.service.ts'

export const serveRelatives = (
  serve: Kernel,
  { counter, profiles, relationships }: Relatives,
): void => {
  serve.json(listRelatives, ({ actor }) => relationships.list(actor))
  serve.json(makeRelationCode, ({ actor, body }) => relationships.makeCode(actor, body.textVersion))
  serve.json(useRelationCode, ({ actor, body }) =>
    relationships.useCode(actor, body.code, body.relation),
  )
  serve.json(declareRelative, ({ actor, body, once }) => relationships.declare(actor, body, once))
  serve.json(withdrawRelationship, ({ actor, params }) =>
    relationships.withdraw(actor, params.relationshipId),
  )
  serve.json(readMyProfile, ({ actor }) => profiles.readMine(actor))
  serve.json(changeMyProfile, ({ actor, body }) => profiles.changeMine(actor, body))

  serve.json(findPersonToServe, ({ actor, params, body }) =>
    counter.find(actor, params.subdistrictId, body),
  )
  serve.json(readPersonToServe, ({ actor, params }) =>
    counter.read(actor, params.subdistrictId, params.personId),
  )
  serve.json(registerPersonAtCounter, ({ actor, params, body, once }) =>
    counter.register(actor, params.subdistrictId, body, once),
  )
  serve.json(verifyProfile, ({ actor, params, body }) =>
    counter.verifyProfile(actor, params.subdistrictId, params.personId, body),
  )
  serve.json(registerRelationshipAtCounter, ({ actor, params, body }) =>
    counter.giveRelationship(actor, params.subdistrictId, params.personId, body),
  )
  serve.json(withdrawRelationshipAtCounter, ({ actor, params }) =>
    counter.withdrawRelationship(
      actor,
      params.subdistrictId,
      params.personId,
      params.relationshipId,
    ),
  )
}
