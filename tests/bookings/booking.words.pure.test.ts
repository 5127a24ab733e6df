import { expect, test } from 'vitest'
import {
  bringTitle,
  countdownWords,
  nextWords,
  paidWords,
  refundWords,
  whereWords,
} from '#shared/bookings/bookings.words.ts'
import { sayAloud } from '#shared/notices/calls.words.ts'
import { bookingNoticeBody, noticeWords } from '#shared/notices/notices.words.ts'
import { cancelWords, pricesWords, servicePriceWords } from '#shared/offers/offers.words.ts'

const visit = {
  what: '上门照护',
  when: '11月22日（周日）上午9:30',
  where: '合兴综合为老服务中心',
  offerKind: 'visit' as const,
}

test('who is visited at home is never told to come', () => {
  for (const kind of ['booking_accepted', 'booking_reminder_hours'] as const) {
    const body = bookingNoticeBody(kind, visit)
    expect(body).toMatch(/有人上门，请在家等/)
    expect(body).not.toMatch(/过来|准时到/)
    const aloud = sayAloud({ kind, title: noticeWords[kind].title, body })
    expect(aloud).not.toMatch(/过来|准时到/)
  }
  expect(bookingNoticeBody('booking_accepted', { ...visit, offerKind: 'time' })).toMatch(/请过来/)
  expect(bookingNoticeBody('booking_accepted', { ...visit, offerKind: 'haulage' })).toMatch(
    /来装运，请先堆到约好的地方/,
  )
})

test('a time at home says who comes, and a time elsewhere where one goes', () => {
  expect(whereWords('听橹为老服务站', 'visit')).toBe('听橹为老服务站派人上门')
  expect(whereWords('听橹为老服务站', 'time')).toBe('听橹为老服务站')
  expect(bringTitle('visit')).toBe('要准备什么')
  expect(bringTitle('time')).toBe('要带什么')
})

test('every price is said with who pays it', () => {
  const price = {
    fullFen: 4000,
    seniorFromAge: 75,
    seniorFen: 2500,
    subsidies: [{ minLevel: 2, payFen: 1500 }],
    depositFen: 0,
  }
  expect(pricesWords(price)).toBe('40 元；75 岁以上 25 元；照护评估 2 级以上 15 元')
  expect(pricesWords({ ...price, seniorFromAge: null, seniorFen: null, subsidies: [] })).toBe(
    '40 元',
  )
})

test('what is left of a time is said as one says it', () => {
  const minute = 60_000
  expect(countdownWords(120 * minute)).toBe('2 小时')
  expect(countdownWords(65 * minute)).toBe('1 小时 5 分')
  expect(countdownWords(4.5 * minute)).toBe('4 分 30 秒')
})

test('half of the money is called half', () => {
  const cancel = { fullRefundMinutes: 1440, lateRefundPercent: 50, closesMinutes: 120 }
  const price = { depositFen: 0 }
  expect(cancelWords({ cancel, price }, true)).toContain('再晚退一半。')
  expect(cancelWords({ cancel: { ...cancel, lateRefundPercent: 30 }, price }, true)).toContain(
    '再晚退 30%。',
  )
})

test('what a cancellation gives back is said beside what was paid', () => {
  const paid = { paid: 'paid', priceFen: 4000 } as const
  expect(refundWords({ ...paid, refundFen: 4000 })).toBe(
    '现在取消，退您 40 元，按原来的付款方式退。',
  )
  expect(refundWords({ ...paid, refundFen: 2000 })).toBe(
    '付了 40 元，现在取消只能退 20 元，按原来的付款方式退。',
  )
  expect(refundWords({ ...paid, refundFen: 0 })).toBe('现在取消，付的钱不退了。')
})

test('who is asked for another time hears what no means, also for the money', () => {
  const now = new Date('2026-11-17T02:00:00.000Z')
  const proposed: Omit<Parameters<typeof nextWords>[0], 'paid'> = {
    status: 'proposed',
    kind: 'time',
    may: ['answer_proposal'],
    queueNo: null,
    holdUntil: '2026-11-18T02:00:00.000Z',
    answerDueAt: null,
    endReason: null,
  }
  const said = (paid: 'paid' | 'nothing') => nextWords({ ...proposed, paid }, now)
  expect(said('paid')).toMatch(/这次就不约了，付的钱全部退还。$/)
  expect(said('nothing')).toMatch(/这次就不约了。$/)
})

test('a deposit is said wherever a price is, and that it comes back', () => {
  const wheelchair = { fromFen: 0, fullFen: 0, depositFen: 20_000 }
  expect(servicePriceWords(wheelchair)).toBe('免费，押金 200 元')
  const price = { ...wheelchair, seniorFromAge: null, seniorFen: null, subsidies: [] }
  expect(pricesWords(price)).toBe('免费；押金 200 元，用完退还')
  const cancel = { fullRefundMinutes: 120, lateRefundPercent: 0, closesMinutes: 60 }
  expect(cancelWords({ cancel, price }, false)).toContain('押金什么时候取消都退')
})

test('nobody still owes what was cancelled before it was paid', () => {
  const due = { paid: 'due', priceFen: 2000, payBy: 'counter' } as const
  expect(paidWords({ ...due, status: 'confirmed' })).toBe('20 元，到场付')
  expect(paidWords({ ...due, status: 'cancelled' })).toBe('20 元，没有付')
})
