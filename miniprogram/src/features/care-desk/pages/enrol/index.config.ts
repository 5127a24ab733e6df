export default definePageConfig({
  navigationBarTitleText: '登记老人',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
