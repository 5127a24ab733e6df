export default definePageConfig({
  navigationBarTitleText: '老人的情况',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
