import type { Transaction } from '#db/database.ts'
import { careConsentText, circleNoticeBody } from '#shared/care/care.words.ts'
import type { PersonId } from '#shared/ids.ts'
import type { Urgency } from '#shared/notices/ladder-rules.ts'
import type { CareCircleNoticeKind } from '#shared/notices/notices.contract.ts'
import { noticeWords } from '#shared/notices/notices.words.ts'
import type { Notices } from '../notices/notices.service.ts'
import type { Elder } from './care-record.ts'
import type { CareRights } from './rights.ts'

/** Telling the people around an elder what happened to who may see what. */
export const createCareTelling = (notices: Notices, rights: CareRights) => {
  const tell = (
    tx: Transaction,
    elder: Elder,
    kind: CareCircleNoticeKind,
    personIds: readonly PersonId[],
    urgency: Urgency = 'normal',
  ) =>
    notices.tell(tx, {
      personIds,
      kind,
      subdistrictId: elder.subdistrictId,
      matter: null,
      title: noticeWords[kind].title,
      body: circleNoticeBody(kind, elder.name),
      urgency,
      what: careConsentText.short,
    })

  const staffIds = async (tx: Transaction, elder: Elder) =>
    (await rights.staffOf(tx, elder)).map(({ personId }) => personId)

  return {
    /** Somebody typed the code: the elder and his staff, who may have to say yes for him. */
    asked: async (tx: Transaction, elder: Elder): Promise<void> => {
      await tell(tx, elder, 'care_follow_asked', [elder.personId])
      await tell(tx, elder, 'care_follow_asked_staff', await staffIds(tx, elder))
    },
    answered: (tx: Transaction, elder: Elder, personId: PersonId, isYes: boolean) =>
      tell(tx, elder, isYes ? 'care_follow_agreed' : 'care_follow_refused', [personId]),
    glassBroken: async (
      tx: Transaction,
      elder: Elder,
      followers: readonly PersonId[],
    ): Promise<void> => {
      await tell(tx, elder, 'care_glass_broken', [elder.personId, ...followers], 'urgent')
      await tell(tx, elder, 'care_glass_broken_staff', await staffIds(tx, elder), 'urgent')
    },
  }
}
