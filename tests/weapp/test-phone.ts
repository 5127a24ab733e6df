import sharp from 'sharp'
import type { TestApp } from '../support/test-app.ts'
import { testDomain } from './build.ts'
import type { Host } from './host/host.ts'
import { startHost } from './host/host.ts'
import type { Phone } from './host/wx-device.ts'

/** A JPEG as a phone's camera makes it. */
export const photo = async (): Promise<Uint8Array> => {
  const made = sharp({ create: { width: 800, height: 600, channels: 3, background: '#6a8' } })
  return new Uint8Array(await made.jpeg().toBuffer())
}

/** A phone whose owner WeChat knows by `openId`: says yes to everything, stands nowhere. */
export const phoneOf = (app: TestApp, openId: string): Phone => ({
  loginCode: () => app.wechat.newLoginCode(openId),
  // The server's clock stands still; timers of the page go on.
  now: () => app.clock.now().getTime() + Math.round(performance.now()),
  photos: [],
  location: undefined,
  agreesToPrivacy: true,
  acceptsMessages: true,
  fontSizeScaleFactor: 1,
  online: true,
  losesAnswers: false,
  stored: {},
})

/** The compiled mini-program on that phone, calling the server of the test. */
export const openMiniprogram = (directory: string, app: TestApp, phone: Phone): Host =>
  startHost({ directory, domain: testDomain, address: app.address, phone })
