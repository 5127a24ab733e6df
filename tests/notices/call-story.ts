import { seedId } from '#db/seed-id.ts'
import type { PersonId } from '#shared/ids.ts'
import { bookingId, personId, subdistrictId } from '#shared/ids.ts'
import { bookingNoticeBody, noticeWords } from '#shared/notices/notices.words.ts'
import type { TestApp } from '../support/test-app.ts'

/** 93, no phone, no account. */
export const shenApo: PersonId = personId(seedId('person/shen-apo'))
/** Her daughter, who books for her. */
export const zhangHui: PersonId = personId(seedId('person/zhang-hui'))

/** 沈阿婆 is to be told of her appointment, which no message can. */
export const tellShenApo = (app: TestApp, once: string): Promise<void> => {
  const startsAt = new Date(app.clock.now().getTime() + 23.5 * 60 * 60_000)
  const kind = 'booking_reminder_day'
  const facts = { what: '上门助浴', when: '11月18日（周三）9:30', where: '合兴邻里中心' }
  return app.platform.database.inTransaction((tx) =>
    app.app.services.notices.tell(tx, {
      personIds: [shenApo, zhangHui],
      kind,
      subdistrictId: subdistrictId('hexing'),
      matter: { bookingId: bookingId(seedId(`booking/${once}`)) },
      title: noticeWords[kind].title,
      body: bookingNoticeBody(kind, facts),
      urgency: 'normal',
      once,
      what: facts.what,
      happensAt: startsAt,
      staleAt: startsAt,
      relativeId: zhangHui,
    }),
  )
}
