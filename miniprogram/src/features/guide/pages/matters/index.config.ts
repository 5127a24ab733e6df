export default definePageConfig({ navigationBarTitleText: '办事材料' })
