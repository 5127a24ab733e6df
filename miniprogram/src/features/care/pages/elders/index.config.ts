export default definePageConfig({
  navigationBarTitleText: '我关注的老人',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
