import { changeMe } from '#shared/accounts/accounts.contract.ts'
import { call } from '../../platform/api.ts'
import { setLargeType, useTypeSize } from '../../platform/font-scale.ts'
import { adoptMe, currentSession } from '../../platform/session.ts'

/** 长辈版: at once on this device, and kept with the account for the next one. */
export const useLargeType = () => {
  const { largeType } = useTypeSize()
  const change = async (on: boolean): Promise<void> => {
    await setLargeType(on)
    if (currentSession().status !== 'in') return
    try {
      adoptMe(await call(changeMe, { body: { largeType: on } }))
    } catch {
      // This device has it; the account follows with the next change.
    }
  }
  return { largeType, change }
}
