export default definePageConfig({
  navigationBarTitleText: '厨房',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
