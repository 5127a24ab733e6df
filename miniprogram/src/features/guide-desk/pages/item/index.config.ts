export default definePageConfig({ navigationBarTitleText: '编办事指南' })
