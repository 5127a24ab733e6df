import type { ConsentPurpose, Me } from '#shared/accounts/accounts.contract.ts'
import { giveConsent } from '#shared/accounts/accounts.contract.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import { call } from '../../platform/api.ts'
import { adoptMe } from '../../platform/session.ts'

/** Whether the person agreed to the text that is valid now. */
export const hasConsent = (me: Me, purpose: ConsentPurpose): boolean =>
  me.consents.some(
    (given) => given.purpose === purpose && given.textVersion === privacyGuideVersion,
  )

/** Throws a `Failure`. */
export const agreeTo = async (purpose: ConsentPurpose): Promise<void> => {
  const body = { textVersion: privacyGuideVersion }
  adoptMe(await call(giveConsent, { params: { purpose }, body }))
}
