export default definePageConfig({
  navigationBarTitleText: '照护台',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
