export default definePageConfig({
  navigationBarTitleText: '清运路线',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
