export default definePageConfig({
  navigationBarTitleText: '老人提醒',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
