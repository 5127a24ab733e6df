export default definePageConfig({
  navigationBarTitleText: '编菜单',
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
