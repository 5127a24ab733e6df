export default definePageConfig({
  navigationBarTitleText: '社区食堂',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
