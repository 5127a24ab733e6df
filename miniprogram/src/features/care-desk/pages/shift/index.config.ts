export default definePageConfig({
  navigationBarTitleText: '交班',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
