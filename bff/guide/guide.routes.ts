import * as contract from '#shared/guide/guide.contract.ts'
import * as desk from '#shared/guide/guide-desk.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Guide } from './guide.service.ts'

export const serveGuide = (serve: Kernel, guide: Guide): void => {
  serve.json(contract.readGuide, ({ params }) => guide.home(params.subdistrictId))
  serve.json(contract.listGuideItems, ({ params, query }) =>
    guide.list(params.subdistrictId, query),
  )
  serve.json(contract.findGuideItems, async ({ params, query }) => ({
    items: await guide.find(params.subdistrictId, query.text),
  }))
  serve.json(contract.readGuideItem, async ({ params }) => ({ item: await guide.read(params) }))

  serve.json(desk.listEditedItems, ({ params, query }) =>
    guide.desk.list(params.subdistrictId, query.text),
  )
  serve.json(desk.readEditedItem, async ({ params }) => ({ item: await guide.desk.read(params) }))
  serve.json(desk.saveItemDraft, async ({ actor, params, body }) => ({
    item: await guide.desk.save(actor, params, body.revision, body.fields),
  }))
  serve.json(desk.dropItemDraft, async ({ actor, params, body }) => {
    await guide.desk.drop(actor, params, body.revision)
    return { dropped: true }
  })
  serve.json(desk.publishItemDraft, async ({ actor, params, body }) => ({
    item: await guide.desk.publish(actor, params, body.revision),
  }))
}
