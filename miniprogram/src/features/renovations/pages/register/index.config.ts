export default definePageConfig({
  navigationBarTitleText: '登记装修',
})
