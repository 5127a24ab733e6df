import { randomBytes } from 'node:crypto'
import { textOf } from './faults.ts'
import type { AppPackage } from './package-files.ts'
import type { PhoneFiles } from './phone-files.ts'
import type { Api } from './wx-call.ts'

/** What this phone and its owner do when asked. */
export interface Phone {
  /** The code wx.login answers. */
  readonly loginCode: () => string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Photos chosen next time; none: the person closes the album. */
  photos: readonly Uint8Array[]
  /** GCJ-02; undefined: the person refuses. */
  location: { readonly longitude: number; readonly latitude: number } | undefined
  agreesToPrivacy: boolean
  acceptsMessages: boolean
  fontSizeScaleFactor: number
  online: boolean
  /** Requests arrive, their answers do not come back. */
  losesAnswers: boolean
  /** What the mini-program kept here last time, by key. */
  readonly stored: Readonly<Record<string, unknown>>
}

export interface Said {
  /** What the phone was asked to do, e.g. `makePhoneCall`, with its options. */
  readonly api: string
  readonly options: unknown
}

interface World {
  readonly app: AppPackage
  readonly phone: Phone
  readonly files: PhoneFiles
  readonly inTap: () => boolean
  readonly refuse: (words: string) => void
  readonly note: (said: Said) => void
}

const cancelled = () => {
  throw new Error('cancel')
}

/** Storage as WeChat keeps it: JSON, 1 MB for one key, 10 MB in all. */
export const storageApis = (stored: Phone['stored']): Record<string, Api> => {
  const before = Object.entries(stored).map(([key, data]): [string, string] => [
    key,
    JSON.stringify(data),
  ])
  const kept = new Map(before)
  return {
    setStorage: ({ key, data }) => {
      const json = JSON.stringify(data) ?? 'null'
      const others = [...kept].reduce((sum, [, text]) => sum + text.length, 0)
      if (json.length > 1024 ** 2 || others + json.length > 10 * 1024 ** 2)
        throw new Error('exceed max size')
      kept.set(textOf(key), json)
    },
    getStorage: ({ key }) => {
      const json = kept.get(textOf(key))
      if (json === undefined) throw new Error('data not found')
      return { data: JSON.parse(json) }
    },
    removeStorage: ({ key }) => void kept.delete(textOf(key)),
    clearStorage: () => kept.clear(),
  }
}

export const deviceApis = (world: World): Record<string, Api> => {
  const { app, phone, files, note } = world
  const declared = app.appJson.requiredPrivateInfos
  const needsDeclaring = (name: string) => {
    if (!Array.isArray(declared) || !declared.includes(name))
      world.refuse(`wx.${name} is not declared in requiredPrivateInfos`)
  }
  const needsPrivacy = () => {
    if (!phone.agreesToPrivacy) throw new Error('privacy permission is not authorized')
  }
  const noted =
    (api: string): Api =>
    (options) =>
      note({ api, options: JSON.parse(JSON.stringify(options)) })

  const plain = (
    'showToast hideToast showLoading hideLoading setNavigationBarTitle previewImage makePhoneCall ' +
    'vibrateShort vibrateLong pageScrollTo openPrivacyContract setClipboardData hideKeyboard ' +
    'setNavigationBarColor stopPullDownRefresh openSetting showActionSheet openLocation ' +
    'enableAlertBeforeUnload disableAlertBeforeUnload'
  ).split(' ')

  return {
    ...Object.fromEntries(plain.map((name) => [name, noted(name)])),
    login: () => ({ code: phone.loginCode() }),
    checkSession: () => ({}),
    getNetworkType: () => ({ networkType: phone.online ? 'wifi' : 'none' }),
    getRandomValues: ({ length }) => ({ randomValues: randomBytes(Number(length)) }),
    getSetting: () => ({ authSetting: {} }),
    showModal: (options) => {
      noted('showModal')(options)
      return { confirm: true, cancel: false }
    },
    chooseMedia: ({ count }) => {
      needsPrivacy()
      const chosen = phone.photos.slice(0, Number(count ?? 9))
      if (chosen.length === 0) cancelled()
      const tempFiles = chosen.map((photo) => ({
        tempFilePath: files.keep(photo),
        size: photo.byteLength,
        fileType: 'image',
      }))
      return { type: 'image', tempFiles }
    },
    getLocation: () => {
      needsDeclaring('getLocation')
      needsPrivacy()
      if (phone.location === undefined) throw new Error('auth deny')
      return { ...phone.location, accuracy: 30, speed: -1, altitude: 0 }
    },
    getPrivacySetting: () => ({
      needAuthorization: !phone.agreesToPrivacy,
      privacyContractName: '《隐私保护指引》',
    }),
    requirePrivacyAuthorize: () => needsPrivacy(),
    requestSubscribeMessage: ({ tmplIds }) => {
      if (!world.inTap()) {
        world.refuse('requestSubscribeMessage can only be invoked by user TAP gesture')
        throw new Error('can only be invoked by user TAP gesture.')
      }
      const ids = Array.isArray(tmplIds) ? tmplIds.map(textOf) : []
      if (ids.length === 0 || ids.length > 3) throw new Error('Templates count out of max bounds')
      return Object.fromEntries(ids.map((id) => [id, phone.acceptsMessages ? 'accept' : 'reject']))
    },
  }
}

/** What answers at once. */
export const deviceFacts = (phone: Phone, files: PhoneFiles) => {
  const base = () => ({
    SDKVersion: '3.8.0',
    version: '8.0.50',
    language: 'zh_CN',
    theme: 'light',
    fontSizeSetting: Math.round(17 * phone.fontSizeScaleFactor),
    fontSizeScaleFactor: phone.fontSizeScaleFactor,
    host: { appId: 'wx-test' },
  })
  const device = () => ({
    brand: 'HUAWEI',
    model: 'NOH-AN00',
    platform: 'android',
    system: 'Android 12',
  })
  const area = { top: 28, bottom: 812, left: 0, right: 375, width: 375, height: 784 }
  const window = () => ({
    pixelRatio: 3,
    screenWidth: 375,
    screenHeight: 812,
    windowWidth: 375,
    windowHeight: 724,
    statusBarHeight: 28,
    safeArea: area,
  })
  return {
    getAppBaseInfo: base,
    getDeviceInfo: device,
    getWindowInfo: window,
    getSystemInfoSync: () => ({ ...base(), ...device(), ...window() }),
    getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001, referrerInfo: {} }),
    getEnterOptionsSync: () => ({ path: '', query: {}, scene: 1001, referrerInfo: {} }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'wx-test', envVersion: 'release' } }),
    readFileSync: (path: unknown, encoding: unknown) => {
      const content = files.read(textOf(path))
      return encoding === undefined ? content : Buffer.from(content).toString('utf8')
    },
  }
}
