export default definePageConfig({
  navigationBarTitleText: '我的装修',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
