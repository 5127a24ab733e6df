import type { Platform } from '../platform/platform.ts'
import type { GuideNeeds } from './drafts.ts'
import { createDrafts } from './drafts.ts'
import { createFind } from './find.ts'
import { createGuideReading } from './guide-reading.ts'
import type { MatterNeeds } from './matters.ts'
import { createMatters } from './matters.ts'
import { createPublishing } from './publishing.ts'

/** The one-stop guide (一网通办): items, their versions, and how they are found (G1). */
export const createGuide = (platform: Platform, needs: GuideNeeds & MatterNeeds) => {
  const { find, outdate } = createFind(platform)
  const publish = createPublishing(platform, outdate)
  return {
    ...createGuideReading(platform, needs),
    desk: createDrafts(platform, needs, publish),
    matters: createMatters(platform, needs),
    publish,
    find,
  }
}
export type Guide = ReturnType<typeof createGuide>
