// WeChat insists on this component when the tab bar is custom. It stays empty: <Screen tab> draws
// the bar inside the page, the same way in WeChat and in the browser.
export default function CustomTabBar() {
  return null
}
