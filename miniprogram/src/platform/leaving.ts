import Taro from '@tarojs/taro'

/**
 * WeChat asks this before the page in front is left by its arrow or a swipe; null: it asks no more.
 * In the browser nothing: its page asks by itself, at its own way back.
 */
export const askBeforeLeaving = (message: string | null): void => {
  if (process.env.TARO_ENV === 'h5' || !Taro.canIUse('enableAlertBeforeUnload')) return
  if (message === null) Taro.disableAlertBeforeUnload({})
  else Taro.enableAlertBeforeUnload({ message })
}
