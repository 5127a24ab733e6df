import {
  answerInvite,
  changeMyMeasured,
  deleteMyReadings,
  endMyCare,
  listLooks,
  listMyElders,
  makeInvite,
  pauseCare,
  readCircle,
  readElder,
  resumeCare,
  useInvite,
  withdrawFollower,
} from '#shared/care/care.contract.ts'
import {
  breakGlass,
  changeElder,
  deleteElderReadings,
  endElderCare,
  enrolElder,
  findPersonForCare,
  readDisplay,
  readWall,
} from '#shared/care/care-desk.contract.ts'
import { exportReadingsCsv, exportReadingsFhir } from '#shared/care/care-export.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Care } from './care.service.ts'
import type { CarePages } from './care-pages.ts'

export const serveCare = (
  serve: Kernel,
  care: Care,
  { cards, wall, exporting }: CarePages,
): void => {
  const { circle, enrolment, forgetting, glass, looks, pauses } = care
  serve.json(listMyElders, ({ actor }) => cards.listMine(actor))
  serve.json(readElder, ({ actor, params }) => cards.read(actor, params))
  serve.json(changeMyMeasured, async ({ actor, body }) => {
    await enrolment.changeMine(actor, body.measured, body.textVersion)
    return cards.listMine(actor)
  })
  serve.json(endMyCare, async ({ actor }) => {
    await enrolment.endMine(actor)
    return cards.listMine(actor)
  })
  serve.json(deleteMyReadings, ({ actor }) => forgetting.forgetMine(actor))

  serve.json(readCircle, ({ actor, params }) => circle.read(actor, params))
  serve.json(makeInvite, ({ actor, params, body }) => circle.invite(actor, params, body))
  serve.json(useInvite, async ({ actor, body }) => {
    await circle.use(actor, body.code, body.relation)
    return cards.listMine(actor)
  })
  serve.json(answerInvite, ({ actor, params: { inviteId, ...key }, body }) =>
    circle.answer(actor, key, inviteId, body),
  )
  serve.json(withdrawFollower, ({ actor, params: { followerId, ...key }, query }) =>
    circle.withdraw(actor, key, followerId, query),
  )
  serve.json(listLooks, ({ actor, params, query }) => looks.list(actor, params, query.cursor))
  serve.json(pauseCare, ({ actor, params, body }) => pauses.pause(actor, params, body))
  serve.json(resumeCare, ({ actor, params: { pauseId, ...key } }) =>
    pauses.resume(actor, key, pauseId),
  )

  serve.download(exportReadingsCsv, ({ actor, params, query }) =>
    exporting.csv(actor, params, query),
  )
  serve.download(exportReadingsFhir, ({ actor, params, query }) =>
    exporting.fhir(actor, params, query),
  )

  serve.json(findPersonForCare, ({ actor, params, body }) =>
    care.find(actor, params.subdistrictId, body),
  )
  serve.json(enrolElder, async ({ actor, params, body }) =>
    cards.read(actor, await enrolment.enrol(actor, params.subdistrictId, body)),
  )
  serve.json(changeElder, async ({ actor, params, body }) => {
    await enrolment.change(actor, params, body)
    return {}
  })
  serve.json(endElderCare, ({ actor, params, body }) =>
    enrolment.endByStaff(actor, params, body.proofNote),
  )
  serve.json(deleteElderReadings, ({ actor, params, body }) =>
    forgetting.forgetByStaff(actor, params, body.proofNote),
  )
  serve.json(breakGlass, ({ actor, params, body }) => glass.breakIt(actor, params, body.reason))
  serve.json(readWall, ({ actor, params, query }) =>
    wall.read(actor, params.subdistrictId, query.unitId),
  )
  serve.json(readDisplay, ({ actor, params, query }) =>
    wall.display(actor, params.subdistrictId, query.unitId),
  )
}
