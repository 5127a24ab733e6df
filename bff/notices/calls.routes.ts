import { answerCall, listCalls, revealCallContact } from '#shared/notices/calls.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Calls } from './calls.service.ts'

export const serveCalls = (serve: Kernel, calls: Calls): void => {
  serve.json(listCalls, ({ actor, params }) => calls.list(actor, params.subdistrictId))
  serve.json(answerCall, ({ actor, params, body }) => calls.answer(actor, params, body))
  serve.json(revealCallContact, ({ actor, params }) => calls.revealContact(actor, params))
}
