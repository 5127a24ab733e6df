import Taro from '@tarojs/taro'

/**
 * Gives the person a text file that `download` brought: the browser saves it under the name, WeChat,
 * which cannot save files, puts its text on the clipboard. False when the device refused.
 */
export const keepTextFile = async (path: string, name: string): Promise<boolean> => {
  if (process.env.TARO_ENV === 'h5') {
    const link = document.createElement('a')
    link.href = path
    link.download = name
    link.click()
    return true
  }
  try {
    const text = Taro.getFileSystemManager().readFileSync(path, 'utf8')
    await Taro.setClipboardData({ data: String(text) })
    return true
  } catch {
    return false
  }
}
