export default definePageConfig({ navigationBarTitleText: '电话清单' })
