import type { Platform } from '../platform/platform.ts'
import type { GuideNeeds } from './drafts.ts'
import { createDrafts } from './drafts.ts'
import { createFind } from './find.ts'
import { createGuideReading } from './guide-reading.ts'
import { createPublishing } from './publishing.ts'

/** The one-stop guide (一网通办): items, their versions, and how they are found (G1). */
export const createGuide = (platform: Platform, needs: GuideNeeds) => {
  const { find, outdate } = createFind(platform)
  const publish = createPublishing(platform, outdate)
  return {
    ...createGuideReading(platform, needs),
    desk: createDrafts(platform, needs, publish),
    publish,
    find,
  }
}
export type Guide = ReturnType<typeof createGuide>
