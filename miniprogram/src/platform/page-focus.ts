import Taro from '@tarojs/taro'

// Taro hides the page before this one only after its slide.
const slide = 400

/**
 * Moves the focus along with the pages (h5): to the heading of a new one, which a screen reader then
 * says, and to where it was on one that comes back. Else it stays on a page nobody sees.
 */
export const watchPageFocus = (): void => {
  if (process.env.TARO_ENV !== 'h5') return
  const left = new WeakMap<Element, HTMLElement>()
  // The page one arrives at is read from its top anyway.
  let begun = false
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    begun = true
    const page = target.closest('.taro_page')
    if (page !== null && isShown(page)) left.set(page, target)
  })
  const follow = () => {
    const page = Array.from(document.querySelectorAll('.taro_page')).filter(isShown).at(-1)
    if (!begun || page === undefined || page.contains(document.activeElement)) return
    const before = left.get(page)
    if (before?.isConnected) return before.focus({ preventScroll: true })
    const heading = page.querySelector('h1')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus({ preventScroll: true })
  }
  let waiting: ReturnType<typeof setTimeout>
  Taro.eventCenter.on('__taroRouterChange', () => {
    clearTimeout(waiting)
    waiting = setTimeout(follow, slide)
  })
}

const isShown = (page: Element): boolean => getComputedStyle(page).display !== 'none'
