import type { KeyObject } from 'node:crypto'
import { verify } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const maxSkewSeconds = 300

/** What WeChat knows of a merchant. */
export interface Merchant {
  readonly id: string
  readonly serial: string
  readonly publicKey: KeyObject
}

/** Whether the merchant signed this request within five minutes of now, its body included. */
export const isSignedBy = (
  { id, serial, publicKey }: Merchant,
  { method, url, headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  body: string,
  now: Date,
): boolean => {
  const header = headers.authorization ?? ''
  const parts = new Map(
    [...header.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )
  const said = (name: string): string => parts.get(name) ?? ''
  const age = Math.abs(now.getTime() / 1000 - Number(said('timestamp')))
  const isNamed =
    header.startsWith('WECHATPAY2-SHA256-RSA2048 ') &&
    said('mchid') === id &&
    said('serial_no') === serial
  const text = `${method}\n${url}\n${said('timestamp')}\n${said('nonce_str')}\n${body}\n`
  const signature = Buffer.from(said('signature'), 'base64')
  return (
    isNamed &&
    age <= maxSkewSeconds &&
    verify('RSA-SHA256', Buffer.from(text), publicKey, signature)
  )
}

/** Whether wx.requestPayment would take these parameters. */
export const isPaySignedBy = (
  { publicKey }: Merchant,
  appId: string,
  parameters: Readonly<Record<string, string>>,
): boolean => {
  const { timeStamp, nonceStr, package: pack, paySign = '' } = parameters
  const text = `${appId}\n${timeStamp}\n${nonceStr}\n${pack}\n`
  return verify('RSA-SHA256', Buffer.from(text), publicKey, Buffer.from(paySign, 'base64'))
}
