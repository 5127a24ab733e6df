export default definePageConfig({
  navigationBarTitleText: '提醒',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
