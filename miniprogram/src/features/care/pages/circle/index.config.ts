export default definePageConfig({
  navigationBarTitleText: '谁在关注',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
