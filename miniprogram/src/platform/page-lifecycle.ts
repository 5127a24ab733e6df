import Taro, { useRouter } from '@tarojs/taro'

export { useDidHide, useDidShow, useLoad, usePullDownRefresh, useReachBottom } from '@tarojs/taro'

/** The page's parameters, decoded (WeChat hands them over as they stand in the address). */
export const usePageParams = (): Readonly<Record<string, string | undefined>> => {
  const { params } = useRouter()
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, decode(value ?? '')]),
  )
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Ends the turning sign of a pull-down. */
export const endPullDown = (): void => Taro.stopPullDownRefresh()
