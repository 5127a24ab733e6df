import * as contract from '#shared/cases/cases.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Cases } from './cases.service.ts'

export const serveCases = (serve: Kernel, cases: Cases): void => {
  const { handling, dispatch, reporting } = cases
  serve.json(contract.listCaseTypes, async ({ params }) => ({
    types: await cases.types(params.subdistrictId),
  }))
  serve.json(contract.fileCase, async ({ actor, body, once }) => ({
    case: await cases.file(actor, body, once),
  }))
  serve.json(contract.listMyCases, ({ actor, query }) => cases.mine(actor, query.cursor))
  serve.json(contract.listDeskCases, ({ actor, params, query }) =>
    cases.desk(actor, params.subdistrictId, query),
  )
  serve.json(contract.countDeskCases, ({ actor, params }) =>
    cases.counts(actor, params.subdistrictId),
  )
  serve.json(contract.readCase, async ({ actor, params }) => ({
    case: await cases.read(actor, params),
  }))
  serve.json(contract.acceptCase, async ({ actor, params, once }) => ({
    case: await handling.accept(actor, params, once),
  }))
  serve.json(contract.logContact, async ({ actor, params, body, once }) => ({
    case: await handling.contact(actor, params, once, body),
  }))
  serve.json(contract.arriveAtCase, async ({ actor, params, body, once }) => ({
    case: await handling.arrive(actor, params, once, body),
  }))
  serve.json(contract.reportProgress, async ({ actor, params, body, once }) => ({
    case: await handling.progress(actor, params, once, body),
  }))
  serve.json(contract.closeCase, async ({ actor, params, body, once }) => ({
    case: await handling.close(actor, params, once, body),
  }))
  serve.json(contract.giveBackCase, async ({ actor, params, body, once }) => ({
    case: await handling.giveBack(actor, params, once, body),
  }))
  serve.json(contract.dispatchCase, async ({ actor, params, body, once }) => ({
    case: await dispatch.send(actor, params, once, body),
  }))
  serve.json(contract.revealReporterPhone, async ({ actor, params, body, once }) => ({
    phone: await dispatch.revealPhone(actor, params, once, body),
  }))
  serve.json(contract.supplementCase, async ({ actor, params, body, once }) => ({
    case: await reporting.supplement(actor, params, once, body),
  }))
  serve.json(contract.withdrawCase, async ({ actor, params, body, once }) => ({
    case: await reporting.withdraw(actor, params, once, body),
  }))
  serve.json(contract.rateCase, async ({ actor, params, body, once }) => ({
    case: await reporting.rate(actor, params, once, body),
  }))
}
