import type { Me } from '#shared/accounts/accounts.contract.ts'
import { say } from '../../components/toast.tsx'
import { asFailure } from '../../platform/failure.ts'
import { go } from '../../platform/navigation.ts'
import { currentSession, reloadMe, signInByWechat } from '../../platform/session.ts'
import { signInPage } from './account-pages.ts'

/**
 * Who is signed in. In WeChat signs in silently; in the browser opens the sign-in page and answers
 * null, as it does when the server cannot be asked (the person is told).
 */
export const signedInPerson = async (): Promise<Me | null> => {
  const before = currentSession()
  if (before.status === 'unknown') await reloadMe()
  const session = currentSession()
  if (session.status === 'in') return session.me
  if (session.status === 'unknown') {
    say(session.problem.words, 'problem')
    return null
  }
  if (process.env.TARO_ENV === 'h5') {
    await go(signInPage)
    return null
  }
  try {
    return await signInByWechat()
  } catch (thrown) {
    say(asFailure(thrown).words, 'problem')
    return null
  }
}
