import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import { demoMerchantId } from '../pay-settings.ts'
import type { PaySettings } from '../platform/wechat-pay-http.ts'
import type { BillRow } from './wechat-pay-double-bill.ts'
import { billRows, billText } from './wechat-pay-double-bill.ts'
import type { DoubleRefund } from './wechat-pay-double-books.ts'
import { openBooks, Refused } from './wechat-pay-double-books.ts'
import {
  certificatePem,
  newKeyPair,
  privatePem,
  publicPem,
  sealed,
  signed,
} from './wechat-pay-double-keys.ts'
import { isPaySignedBy, isSignedBy } from './wechat-pay-double-merchant.ts'
import type { Told } from './wechat-pay-double-notices.ts'
import {
  envelope,
  post,
  refundBody,
  tellOrder,
  tellRefund,
  tradeBody,
} from './wechat-pay-double-notices.ts'

/** How an answer goes wrong; all but `before` happen after the work was done. */
export type PayFault = 'before' | 'system_error' | 'cut' | 'unsigned' | 'altered'

interface Options {
  readonly clock: { now(): Date }
  readonly appId: string
  /** How WeChat names its keys to this merchant; new merchants get public keys. */
  readonly keys?: 'public_key' | 'certificates'
}

const year = 365 * 86_400_000

const readAll = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused(400, 'PARAM_ERROR', '无效的JSON')
  }
}

/**
 * WeChat Pay on a local port, for tests and for the demo: it keeps WeChat's rules by the given clock,
 * checks every signature, signs its answers and sends notices. Nothing of it is real money.
 */
export const startWechatPayDouble = async ({
  clock,
  appId,
  keys: keyKind = 'public_key',
}: Options) => {
  const merchantId = demoMerchantId
  const merchantSerial = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1'
  const apiKey = randomBytes(16).toString('hex')
  const [merchant, firstPair] = await Promise.all([newKeyPair(), newKeyPair()])
  const known = { id: merchantId, serial: merchantSerial, publicKey: merchant.publicKey }
  const books = openBooks({ now: clock.now, appId, merchantId })

  const newSerial = () =>
    keyKind === 'public_key'
      ? `PUB_KEY_ID_0${randomBytes(14).toString('hex')}`
      : `4${randomBytes(19).toString('hex').toUpperCase()}0`.slice(0, 40)
  const named = (pair: typeof firstPair) => ({ ...pair, serial: newSerial() })
  let platform = named(firstPair)
  const platformKeys = [platform]

  const faults: { path: RegExp; fault: PayFault; times: number }[] = []
  const meanwhile: { path: RegExp; happens: () => void }[] = []
  const sent: { told: Told; body: string; status: number }[] = []
  const held: { told: Told; body: string }[] = []
  const calls: { method: string; path: string }[] = []
  const inFlight = new Set<Promise<unknown>>()
  const bills = new Map<string, Buffer>()
  let notices: 'send' | 'hold' | 'drop' = 'send'
  let refundsEnd: 'SUCCESS' | 'ABNORMAL' | 'CLOSED' | 'PROCESSING' = 'SUCCESS'
  let alterBill = (rows: readonly BillRow[]): readonly BillRow[] => rows
  let deliverTo: string | undefined

  const deliver = async (told: Told, body: string): Promise<number> => {
    const { pathname, origin } = new URL(told.notifyUrl)
    const address = `${deliverTo ?? origin}${pathname}`
    const status = await post(address, signed(body, platform, clock.now()))
    sent.push({ told, body, status })
    return status
  }

  const tell = (told: Told): void => {
    if (notices === 'drop') return
    const body = envelope(told, apiKey, clock.now())
    if (notices === 'hold') {
      held.push({ told, body })
      return
    }
    const done = deliver(told, body).finally(() => inFlight.delete(done))
    inFlight.add(done)
  }

  const endRefund = (refund: DoubleRefund, state: DoubleRefund['state']): void => {
    refund.state = state
    if (state === 'SUCCESS') refund.doneAt = clock.now()
    if (state !== 'PROCESSING') tell(tellRefund(refund, merchantId))
  }

  const certificates = () => ({
    data: platformKeys.map((pair) => ({
      serial_no: pair.serial,
      effective_time: clock.now().toISOString(),
      expire_time: new Date(clock.now().getTime() + year).toISOString(),
      encrypt_certificate: {
        algorithm: 'AEAD_AES_256_GCM',
        ...sealed(pemOf(pair), apiKey, 'certificate'),
      },
    })),
  })

  const pemOf = (pair: typeof platform): string => {
    if (keyKind === 'public_key') return publicPem(pair.publicKey)
    const now = clock.now()
    return certificatePem(pair, pair.serial, now, new Date(now.getTime() + year))
  }

  const tradeBill = (query: URLSearchParams) => {
    const day = query.get('bill_date') ?? ''
    if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new Refused(400, 'PARAM_ERROR', 'bill_date')
    // From ten o'clock of the next day, in Shanghai.
    if (clock.now().getTime() < Date.parse(`${day}T00:00:00+08:00`) + 34 * 3_600_000)
      throw new Refused(400, 'STATEMENT_CREATING', '账单生成中')
    const rows = alterBill(billRows(books, day))
    if (rows.length === 0) throw new Refused(400, 'NO_STATEMENT_EXIST', '账单文件不存在')
    const file = Buffer.from(billText(rows, appId, merchantId))
    const token = randomBytes(12).toString('hex')
    bills.set(token, query.get('tar_type') === 'GZIP' ? gzipSync(file) : file)
    const hash = createHash('sha1').update(file).digest('hex')
    const url = `https://api.mch.weixin.qq.com/v3/billdownload/file?token=${token}`
    return { hash_type: 'SHA1', hash_value: hash, download_url: url }
  }

  /** The body of the answer; undefined: 204. */
  const work = (method: string, url: URL, body: string): unknown => {
    const { pathname, searchParams } = url
    const trade = /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)(\/close)?$/.exec(pathname)
    const [, outTradeNo = '', isClose] = trade ?? []
    const refundNo = /^\/v3\/refund\/domestic\/refunds\/([^/]+)$/.exec(pathname)?.[1]
    if (method === 'POST' && pathname === '/v3/pay/transactions/jsapi')
      return { prepay_id: books.place(jsonOf(body)).prepayId }
    if (method === 'GET' && trade && !isClose) {
      if (searchParams.get('mchid') !== merchantId) throw new Refused(400, 'PARAM_ERROR', 'mchid')
      return tradeBody(books.orderOf(outTradeNo), appId, merchantId)
    }
    if (method === 'POST' && isClose) return books.close(outTradeNo, jsonOf(body))
    if (method === 'POST' && pathname === '/v3/refund/domestic/refunds') {
      const { refund, isNew } = books.giveBack(jsonOf(body))
      const answer = refundBody(refund)
      if (isNew) endRefund(refund, refundsEnd)
      return answer
    }
    if (method === 'GET' && refundNo) return refundBody(books.refundOf(refundNo))
    if (method === 'GET' && pathname === '/v3/bill/tradebill') return tradeBill(searchParams)
    if (method === 'GET' && pathname === '/v3/certificates') return certificates()
    throw new Refused(404, 'NOT_FOUND', '接口不存在')
  }

  const faultOf = (path: string): PayFault | undefined => {
    const found = faults.find((one) => one.times > 0 && one.path.test(path))
    if (found) found.times -= 1
    return found?.fault
  }

  const reply = (response: ServerResponse, status: number, body: string, fault?: PayFault) => {
    if (fault === 'cut') return response.destroy()
    const { headers } = signed(body, platform, clock.now())
    const said = fault === 'altered' ? body.replace(/\d(?=[^\d]*$)/, 'x') : body
    response.writeHead(status, fault === 'unsigned' ? {} : { ...headers })
    return response.end(said)
  }

  const failure = (code: string, message: string) => JSON.stringify({ code, message })

  const server = createServer((request, response) => {
    void (async () => {
      const method = request.method ?? ''
      const url = new URL(request.url ?? '/', 'http://wechat')
      calls.push({ method, path: url.pathname })
      const fault = faultOf(url.pathname)
      const due = meanwhile.findIndex(({ path }) => path.test(url.pathname))
      for (const { happens } of due < 0 ? [] : meanwhile.splice(due, 1)) happens()
      const body = await readAll(request)
      try {
        if (!isSignedBy(known, request, body, clock.now()))
          throw new Refused(401, 'SIGN_ERROR', '签名错误')
        if (fault === 'before') throw new Refused(500, 'SYSTEM_ERROR', '系统错误')
        if (url.pathname === '/v3/billdownload/file') {
          const file = bills.get(url.searchParams.get('token') ?? '')
          response.writeHead(file ? 200 : 404)
          response.end(fault === 'altered' ? file?.subarray(0, file.length - 9) : file)
          return
        }
        const answer = work(method, url, body)
        if (fault === 'system_error') throw new Refused(500, 'SYSTEM_ERROR', '系统错误')
        if (answer === undefined) reply(response, 204, '', fault)
        else reply(response, 200, JSON.stringify(answer), fault)
      } catch (error) {
        const refused = error instanceof Refused ? error : new Refused(500, 'SYSTEM_ERROR', '')
        reply(response, refused.status, failure(refused.code, refused.message), fault)
      }
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  const settings: PaySettings = {
    baseUrl: `http://127.0.0.1:${port}`,
    merchantId,
    merchantSerial,
    merchantKey: privatePem(merchant.privateKey),
    apiKey,
    platformKeys: [{ serial: platform.serial, pem: pemOf(platform) }],
    notifyUrl: 'https://linli.example/api/wechat-pay/notices',
  }

  return {
    settings,
    appId,
    orders: books.orders,
    refunds: books.refunds,
    /** What the merchant asked for, in order. */
    calls,
    /** Notices that were sent, with the status of their answers. */
    sent,
    held,
    /** The phone confirms. */
    payAs: async (prepayId: string, openId: string): Promise<boolean> => {
      const order = books.pay(prepayId, openId)
      if (order) tell(tellOrder(order, appId, merchantId))
      return order !== undefined
    },
    /** WeChat books money for an order that it had closed. */
    payClosed: (outTradeNo: string): void => {
      const order = books.payClosed(outTradeNo)
      if (order) tell(tellOrder(order, appId, merchantId))
    },
    /** Where notices go, instead of the host that the merchant named. */
    deliverTo: (to: string) => {
      deliverTo = to
    },
    setNotices: (how: typeof notices) => {
      notices = how
    },
    /** Sends a held notice, signed now; again and again if one likes. */
    deliver,
    /** A notice about an order or refund as it stands, sealed and ready to be tampered with. */
    noticeOfOrder: (outTradeNo: string, changes: Readonly<Record<string, unknown>> = {}) => {
      const told = tellOrder(books.orderOf(outTradeNo), appId, merchantId)
      return envelope({ ...told, content: { ...told.content, ...changes } }, apiKey, clock.now())
    },
    noticeOfRefund: (outRefundNo: string, changes: Readonly<Record<string, unknown>> = {}) => {
      const told = tellRefund(books.refundOf(outRefundNo), merchantId)
      return envelope({ ...told, content: { ...told.content, ...changes } }, apiKey, clock.now())
    },
    sign: (body: string, at = clock.now()) => signed(body, platform, at),
    /** The next `times` answers of paths like this go wrong. */
    fail: (path: RegExp, fault: PayFault, times = 1) => void faults.push({ path, fault, times }),
    clearFaults: () => {
      faults.length = 0
      meanwhile.length = 0
    },
    /** What happens just before the next request like this is looked at. */
    before: (path: RegExp, happens: () => void) => void meanwhile.push({ path, happens }),
    setRefundsEnd: (state: typeof refundsEnd) => {
      refundsEnd = state
    },
    endRefund: (outRefundNo: string, state: DoubleRefund['state']) =>
      endRefund(books.refundOf(outRefundNo), state),
    setBill: (alter: typeof alterBill) => {
      alterBill = alter
    },
    /** From now on WeChat signs with a new key; in the mode of certificates it can be fetched. */
    rotateKeys: async () => {
      platform = named(await newKeyPair())
      platformKeys.push(platform)
      return { serial: platform.serial, pem: pemOf(platform) }
    },
    /** Whether wx.requestPayment would take these parameters. */
    takes: (parameters: Readonly<Record<string, string>>): boolean =>
      isPaySignedBy(known, appId, parameters),
    /** Until every notice that was on its way has been answered. */
    settled: async () => {
      while (inFlight.size > 0) await Promise.all(inFlight)
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
export type WechatPayDouble = Awaited<ReturnType<typeof startWechatPayDouble>>
