import Taro from '@tarojs/taro'

/** Opens the dialler with the number; the person still presses the call button himself. */
export const dial = async (phoneNumber: string): Promise<void> => {
  if (process.env.TARO_ENV === 'h5') {
    window.location.href = `tel:${phoneNumber}`
    return
  }
  try {
    await Taro.makePhoneCall({ phoneNumber })
  } catch {
    // He closed WeChat's question, which is an answer.
  }
}
