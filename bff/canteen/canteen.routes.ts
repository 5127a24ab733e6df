import { listMenus, readKitchen, readMenus, saveMenu } from '#shared/canteen/canteen.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Canteen } from './canteen.service.ts'

export const serveCanteen = (serve: Kernel, canteen: Canteen): void => {
  serve.json(readMenus, async ({ params, query }) => ({
    meals: await canteen.meals(params.subdistrictId, query),
  }))
  serve.json(listMenus, async ({ actor, params, query }) => ({
    menus: await canteen.menus(actor, params, query),
  }))
  serve.json(saveMenu, async ({ actor, params, body }) => ({
    sets: await canteen.saveMenu(actor, params, body),
  }))
  serve.json(readKitchen, ({ actor, params }) => canteen.kitchen(actor, params))
}
