export default definePageConfig({
  navigationBarTitleText: '我的测量',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
