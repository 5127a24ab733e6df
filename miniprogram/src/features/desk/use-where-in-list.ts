import { useCallback, useRef } from 'react'
import { scrollPageToTop, usePageScroll } from '../../platform/page-scroll.ts'

const scrollerId = 'desk-scroller'
/** px; less is still the top. */
const near = 24

const scroller = () => (process.env.TARO_ENV === 'h5' ? document.getElementById(scrollerId) : null)

/** Whether the list is read further down: the whole page on a phone, its own pane on a wide screen. */
export const useWhereInList = (wide: boolean) => {
  const pageTop = useRef(0)
  usePageScroll((top) => {
    pageTop.current = top
  })
  const isScrolled = useCallback(
    () => (wide ? (scroller()?.scrollTop ?? 0) : pageTop.current) > near,
    [wide],
  )
  const toTop = useCallback(() => {
    if (wide) scroller()?.scrollTo({ top: 0 })
    else {
      pageTop.current = 0
      scrollPageToTop()
    }
  }, [wide])
  return { scrollerId, isScrolled, toTop }
}
