export default definePageConfig({
  navigationBarTitleText: '照护登记',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
