import Taro from '@tarojs/taro'

/**
 * Asks for agreement to WeChat's privacy guide before a sensitive API; true when agreed. WeChat
 * shows its own dialog, since no handler of ours is registered. A browser asks by itself.
 */
export const mayUsePrivateData = (): Promise<boolean> => {
  if (process.env.TARO_ENV === 'h5' || !Taro.canIUse('requirePrivacyAuthorize')) {
    return Promise.resolve(true)
  }
  return new Promise((resolve) => {
    Taro.requirePrivacyAuthorize({ success: () => resolve(true), fail: () => resolve(false) })
  })
}

/** Opens the privacy guide registered with WeChat; false where there is none (browser). */
export const openPrivacyGuide = async (): Promise<boolean> => {
  if (process.env.TARO_ENV === 'h5' || !Taro.canIUse('openPrivacyContract')) return false
  return new Promise((resolve) => {
    Taro.openPrivacyContract({ success: () => resolve(true), fail: () => resolve(false) })
  })
}
