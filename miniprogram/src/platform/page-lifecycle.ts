// One by one: Taro's h5 build does not understand `import * as`.
import Taro, {
  useDidHide as useTaroDidHide,
  useDidShow as useTaroDidShow,
  useReachBottom as useTaroReachBottom,
  useRouter as useTaroRouter,
  useUnload as useTaroUnload,
} from '@tarojs/taro'

/** Runs each time the page comes to the front, the first time too. */
export const useDidShow = (listener: () => void): void => {
  useTaroDidShow(listener)
}

/** Runs each time another page or app comes before this one. */
export const useDidHide = (listener: () => void): void => {
  useTaroDidHide(listener)
}

/** Runs when the end of the page is reached; load the next part of a list. */
export const useReachBottom = (listener: () => void): void => {
  useTaroReachBottom(listener)
}

/** Runs once when the page is gone for good. */
export const useUnload = (listener: () => void): void => {
  useTaroUnload(listener)
}

/** The page's parameters, decoded (WeChat hands them over as they stand in the address). */
export const usePageParams = (): Readonly<Record<string, string | undefined>> => {
  const { params } = useTaroRouter()
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

/** The name in WeChat's own bar or on the browser's tab. */
export const nameWindow = (title: string): void => {
  Taro.setNavigationBarTitle({ title })
}
