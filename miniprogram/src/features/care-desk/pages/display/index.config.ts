export default definePageConfig({
  navigationBarTitleText: '大屏',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
