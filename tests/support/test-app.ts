import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { App } from '#bff/app.ts'
import { createApp } from '#bff/app.ts'
import { seedDemo } from '#bff/demo/seed-demo.ts'
import type { WechatPayDouble } from '#bff/demo/wechat-pay-double.ts'
import { startWechatPayDouble } from '#bff/demo/wechat-pay-double.ts'
import { readSettings } from '#bff/env.ts'
import { createLog } from '#bff/http/log.ts'
import { connectSenders } from '#bff/platform/connect-senders.ts'
import { openDiskFileStore } from '#bff/platform/file-store.ts'
import { randomIds } from '#bff/platform/ids.ts'
import { connectJobs } from '#bff/platform/jobs.ts'
import { connectLiveBus } from '#bff/platform/live-bus.ts'
import { personalData } from '#bff/platform/personal-data.ts'
import type { Platform } from '#bff/platform/platform.ts'
import { connectWechat } from '#bff/platform/wechat.ts'
import { connectWechatPay } from '#bff/platform/wechat-pay.ts'
import { connectDatabase } from '#db/database.ts'
import { migrateDatabase } from '#db/migrate.ts'
import {
  giveConsent,
  signInAsDemoPerson,
  signInWithWechat,
} from '#shared/accounts/accounts.contract.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import type { Client } from './client.ts'
import { clientOf } from './client.ts'
import type { TestClock } from './test-clock.ts'
import { testClock } from './test-clock.ts'
import { freshDatabase } from './test-database.ts'
import { startWechatDouble } from './wechat-double.ts'

interface Options {
  /** Starts jobs and the live bus too; default true. */
  readonly running?: boolean
  /** Use this database instead of a fresh seeded one (a second node of the same product). */
  readonly databaseUrl?: string
  readonly env?: Readonly<Record<string, string>>
  readonly startsAt?: string
  /** One that a double goes by as well; default: one of its own. */
  readonly clock?: TestClock
  /** With WeChat Pay: a double of its own with keys of this kind, or that of another node. */
  readonly wechatPay?: 'public_key' | 'certificates' | WechatPayDouble
  /** Adds to what the port answers, for the test's own needs. */
  readonly alsoServes?: (http: FastifyInstance) => void
}

const caseStepTemplate = 'case-step-template'

const connectAll = async (url: string, options: Options, clock: ReturnType<typeof testClock>) => {
  const wechatDouble = await startWechatDouble({
    clock,
    appId: 'wx-test',
    appSecret: 'wx-secret',
    templates: { [caseStepTemplate]: ['thing1', 'phrase2', 'time3', 'thing4'] },
    verdicts: { risky: ['违禁词'], review: ['可疑词'] },
  })
  const filesDirectory = await mkdtemp(path.join(tmpdir(), 'linli-files-'))
  const settings = readSettings({
    LINLI_MODE: 'demo',
    DATABASE_URL: url,
    PORT: '0',
    FILES_DIRECTORY: filesDirectory,
    WECHAT_BASE_URL: wechatDouble.baseUrl,
    WECHAT_APP_ID: 'wx-test',
    WECHAT_APP_SECRET: 'wx-secret',
    WECHAT_CASE_STEP_TEMPLATE: caseStepTemplate,
    RATE_LIMIT_SCALE: '1000',
    // A slow machine is no overload.
    MAX_EVENT_LOOP_DELAY: '0',
    ...options.env,
  })
  const { wechatPay: pay } = options
  const payDouble =
    typeof pay === 'string'
      ? await startWechatPayDouble({ clock, appId: 'wx-test', keys: pay })
      : pay
  const logLines: string[] = []
  const log = createLog('info', { write: (line: string) => void logLines.push(line) })
  const ids = randomIds(clock)
  const platform: Platform = {
    settings,
    clock,
    ids,
    log,
    database: connectDatabase({ url }),
    jobs: connectJobs({ databaseUrl: url, log, pollSeconds: 0.5 }),
    liveBus: connectLiveBus(url, log),
    wechat: connectWechat({
      baseUrl: wechatDouble.baseUrl,
      appId: settings.wechat.appId,
      appSecret: settings.wechat.appSecret,
      timeoutMs: 2000,
      clock,
      log,
    }),
    wechatPay:
      payDouble &&
      connectWechatPay({
        settings: payDouble.settings,
        appId: settings.wechat.appId,
        clock,
        timeoutMs: 2000,
        log,
      }),
    demoPhone: payDouble?.payAs,
    senders: connectSenders(settings.notices, { clock, log }),
    files: await openDiskFileStore({ directory: filesDirectory, newName: ids.next, clock }),
    personalData: personalData({
      encryptionKeys: settings.personalDataKeys.map(({ id, bytes }) => ({ id, key: bytes })),
      indexKey: settings.blindIndexKey,
      randomBytes,
    }),
  }
  return { platform, wechatDouble, payDouble, logLines, filesDirectory }
}

/** Fills a template database with the demo subdistricts, through the services. */
const seedTemplate = async (url: string): Promise<void> => {
  await migrateDatabase(url)
  const { platform, wechatDouble, filesDirectory } = await connectAll(url, {}, testClock())
  const app = await createApp(platform)
  await seedDemo(app.services, platform)
  await app.stop()
  await wechatDouble.close()
  await rm(filesDirectory, { recursive: true, force: true })
}

export interface TestApp {
  readonly address: string
  readonly app: App
  readonly platform: Platform
  readonly clock: ReturnType<typeof testClock>
  readonly wechat: Awaited<ReturnType<typeof startWechatDouble>>
  /** Only with the option `wechatPay`. */
  readonly payDouble: WechatPayDouble | undefined
  readonly databaseUrl: string
  readonly logLines: readonly string[]
  readonly nobody: Client
  /** The demo person of this key, signed in and agreed to the privacy guide. */
  readonly as: (personKey: string) => Promise<Client>
  /** A WeChat user nobody has seen before, signed in by a real code; agreed unless told not to. */
  readonly newcomer: (openId: string, agrees?: boolean) => Promise<Client>
  readonly stop: () => Promise<void>
}

/**
 * The whole server in this process, on a port and a database of its own, seeded with the demo
 * subdistricts, with WeChat's double and a clock that stands still at Tuesday 2026-11-17 10:00.
 */
export const startTestApp = async (options: Options = {}): Promise<TestApp> => {
  const clock = options.clock ?? testClock(options.startsAt)
  const database = options.databaseUrl
    ? { url: options.databaseUrl, drop: async () => undefined }
    : await freshDatabase('seeded', ['db', 'bff', 'shared'], seedTemplate)
  const { platform, wechatDouble, payDouble, logLines, filesDirectory } = await connectAll(
    database.url,
    options,
    clock,
  )
  const app = await createApp(platform)
  options.alsoServes?.(app.http)
  if (options.running ?? true) await app.start()
  const address = await app.http.listen({ host: '127.0.0.1', port: 0 })
  if (typeof options.wechatPay === 'string') payDouble?.deliverTo(address)
  const nobody = clientOf(address)
  const agree = async (client: Client) => {
    await client.call(giveConsent, {
      params: { purpose: 'privacy_guide' },
      body: { textVersion: privacyGuideVersion },
    })
    return client
  }

  return {
    address,
    app,
    platform,
    clock,
    wechat: wechatDouble,
    payDouble,
    databaseUrl: database.url,
    logLines,
    nobody,
    as: async (personKey) => {
      const { tokens } = await nobody.call(signInAsDemoPerson, { body: { key: personKey } })
      return agree(clientOf(address, tokens.accessToken))
    },
    newcomer: async (openId, agrees = true) => {
      const code = wechatDouble.newLoginCode(openId)
      const { tokens } = await nobody.call(signInWithWechat, { body: { code } })
      const client = clientOf(address, tokens.accessToken)
      return agrees ? agree(client) : client
    },
    stop: async () => {
      await app.stop()
      await wechatDouble.close()
      if (typeof options.wechatPay === 'string') await payDouble?.close()
      await rm(filesDirectory, { recursive: true, force: true })
      await database.drop()
    },
  }
}
