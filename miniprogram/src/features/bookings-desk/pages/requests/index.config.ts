export default definePageConfig({
  navigationBarTitleText: '预约受理',
  // The browser has its own way to reload, and Taro's wrapper would move the page.
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
