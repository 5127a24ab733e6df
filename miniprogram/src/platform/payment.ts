import Taro from '@tarojs/taro'
import type { JsapiParameters } from '#shared/payments/payments.contract.ts'

/** `confirmed` is only what the phone says: whether it is paid, the server knows. */
export type PhoneAnswer = 'confirmed' | 'cancelled' | 'failed'

/** Only WeChat's own app can pay; a browser cannot. */
export const canPayHere = process.env.TARO_ENV === 'weapp'

/** Opens WeChat's own sheet to confirm a payment. Call it in a tap. */
export const confirmOnPhone = async (parameters: JsapiParameters): Promise<PhoneAnswer> => {
  try {
    await Taro.requestPayment(parameters)
    return 'confirmed'
  } catch (thrown) {
    const said: unknown =
      typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'errMsg') : undefined
    return typeof said === 'string' && said.includes('cancel') ? 'cancelled' : 'failed'
  }
}
