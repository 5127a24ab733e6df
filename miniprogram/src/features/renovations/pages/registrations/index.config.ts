export default definePageConfig({
  navigationBarTitleText: '装修登记',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
