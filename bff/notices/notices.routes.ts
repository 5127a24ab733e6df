import {
  listNotices,
  markNoticesRead,
  saveSubscriptions,
} from '#shared/notices/notices.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Notices } from './notices.service.ts'

export const serveNotices = (serve: Kernel, notices: Notices): void => {
  serve.json(listNotices, ({ actor, query }) => notices.list(actor, query.cursor))
  serve.json(markNoticesRead, async ({ actor, body }) => {
    await notices.read(actor, body.noticeIds)
    return {}
  })
  serve.json(saveSubscriptions, async ({ actor, body }) => {
    await notices.subscribe(actor, body.answers)
    return {}
  })
}
