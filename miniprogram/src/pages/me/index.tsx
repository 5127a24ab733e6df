import { View } from '@tarojs/components'

export default function Page() {
  return <View aria-role="main">邻里</View>
}
