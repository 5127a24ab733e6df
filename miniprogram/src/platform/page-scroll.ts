import Taro, {
  usePageScroll as useTaroPageScroll,
  usePullDownRefresh as useTaroPullDownRefresh,
} from '@tarojs/taro'

/** Tells how far the page is scrolled, in px. */
export const usePageScroll = (listener: (top: number) => void): void => {
  useTaroPageScroll(({ scrollTop }) => listener(scrollTop))
}

export const scrollPageToTop = async (): Promise<void> => {
  await Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
}

/** Runs when the page is pulled down; WeChat's dots stay until the work is done. */
export const usePullToRefresh = (refresh: () => Promise<void>): void => {
  useTaroPullDownRefresh(async () => {
    try {
      await refresh()
    } finally {
      Taro.stopPullDownRefresh()
    }
  })
}
