export default definePageConfig({
  navigationBarTitleText: '小结',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
