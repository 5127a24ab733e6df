import * as contract from '#shared/guide/guide.contract.ts'
import * as desk from '#shared/guide/guide-desk.contract.ts'
import * as matters from '#shared/guide/matters.contract.ts'
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

export const serveMatters = (serve: Kernel, { matters: own }: Guide): void => {
  serve.json(matters.openMatter, async ({ actor, params, body, once }) => ({
    matter: await own.open(actor, params.subdistrictId, once, body),
  }))
  serve.json(matters.listMyMatters, async ({ actor }) => ({ matters: await own.mine(actor) }))
  serve.json(matters.readMatter, async ({ actor, params }) => ({
    matter: await own.read(actor, params),
  }))
  serve.json(matters.photographPaper, async ({ actor, params: { key, ...matter }, body }) => ({
    matter: await own.photograph(actor, matter, key, body.photoId),
  }))
  serve.json(matters.submitMatter, async ({ actor, params }) => ({
    matter: await own.submit(actor, params),
  }))
  serve.json(matters.endMatter, async ({ actor, params }) => ({
    matter: await own.end(actor, params),
  }))
  serve.json(matters.listMattersToCheck, async ({ params }) => ({
    matters: await own.toCheck(params.subdistrictId),
  }))
  serve.json(matters.judgePaper, async ({ actor, params: { key, ...matter }, body }) => ({
    matter: await own.judge(actor, matter, key, body),
  }))
}
