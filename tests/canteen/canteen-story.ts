import type { TestApp } from '#tests/support/test-app.ts'
import { atHome, canteenScene } from './canteen-scene.ts'

/** Tomorrow's lunch of two people: one eats there, to the other it is brought. */
export const tellLunch = async (app: TestApp): Promise<void> => {
  const scene = canteenScene(() => app)
  await scene.order(await app.as('chen-yue'), { party: 2 }, { despiteClash: true })
  const home = { isDelivered: true, place: atHome, note: '耳朵不好，敲门重一点' }
  const filled = { ...home, menuSet: '软食套餐', despiteClash: true }
  await scene.order(await app.as('xia-genfa'), {}, filled)
}
