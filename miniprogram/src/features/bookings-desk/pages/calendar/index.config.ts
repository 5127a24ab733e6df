export default definePageConfig({ navigationBarTitleText: '排班与停办' })
