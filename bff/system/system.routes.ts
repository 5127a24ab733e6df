import { setTimeout as sleep } from 'node:timers/promises'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import { readSettings } from '#shared/system/system.contract.ts'
import { errorBody } from '../http/error-reply.ts'
import type { Kernel } from '../http/serve.ts'
import type { Platform } from '../platform/platform.ts'

export interface Health {
  readonly ready: () => void
  /** Not ready any more; resolves when load balancers have had the time to look away. */
  readonly leaving: () => Promise<void>
}

/** Milliseconds that one look at the database serves every readiness probe. */
const readinessKeeps = 500

/** Liveness without the database, readiness with it, and what a client must know first. */
export const serveSystem = (serve: Kernel, platform: Platform): Health => {
  const { settings, clock } = platform
  let state: 'starting' | 'ready' | 'leaving' = 'starting'
  let lastLook = { at: Number.NEGATIVE_INFINITY, ok: Promise.resolve(false) }

  const databaseAnswers = (): Promise<boolean> => {
    const now = clock.now().getTime()
    if (Math.abs(now - lastLook.at) > readinessKeeps)
      lastLook = {
        at: now,
        ok: platform.database.pool.query('select 1').then(
          () => true,
          () => false,
        ),
      }
    return lastLook.ok
  }

  const open = { config: { access: 'anyone' } } as const
  // Busy is not dead: the load shedder must not have the server restarted.
  const evenWhenBusy = { config: { access: 'anyone', pressureHandler: () => undefined } } as const
  serve.app.get('/livez', evenWhenBusy, () => ({ live: true }))
  serve.app.get('/readyz', open, async (_request, reply) => {
    if (state === 'ready' && (await databaseAnswers())) return { ready: true }
    return reply.code(503).header('retry-after', '2').send(errorBody('database_away'))
  })

  serve.json(readSettings, async () => ({
    mode: settings.mode,
    privacyGuideVersion,
    caseStepTemplateId: settings.wechat.caseStepTemplateId,
    defaultSubdistrictId: settings.defaultSubdistrictId,
  }))

  return {
    ready: () => {
      state = 'ready'
    },
    leaving: async () => {
      state = 'leaving'
      await sleep(settings.drainSeconds * 1000)
    },
  }
}
