import type { Page } from 'playwright-core'
import { demoItemCode } from '#db/seed/guide/build-items.ts'
import { seedId } from '#db/seed-id.ts'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import { tellLunch } from '../canteen/canteen-story.ts'
import type { CareStory } from '../care/care-story.ts'
import { careKeys, tellCare } from '../care/care-story.ts'
import { accept, claimedPlace, contact, file, handle, photoFrom } from '../cases/case-story.ts'
import type { MatterStory } from '../guide/matter-story.ts'
import { tellMatters } from '../guide/matter-story.ts'
import { tellShenApo } from '../notices/call-story.ts'
import { tellDifference } from '../payments/difference-story.ts'
import type { RenovationStory } from '../renovations/renovation-story.ts'
import { tellRenovation } from '../renovations/renovation-story.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import type { BookingStories } from './booking-stories.ts'
import { tellBookings } from './booking-stories.ts'
import { settled } from './site.ts'

/** Cases in every state that a page may have to show. */
export interface Stories {
  readonly assigned: CaseView
  readonly inHand: CaseView
  readonly closed: CaseView
  readonly review: CaseView
  readonly bookings: BookingStories
  readonly renovation: RenovationStory
  readonly care: CareStory
  readonly matters: MatterStory
}

const longWords =
  '16号楼下的垃圾桶满了好几天没人收,旁边还堆着装修剩下的木板和旧沙发,一下雨味道特别大。' +
  '昨天下午有小孩在那里玩,差点被钉子扎到。物业电话021-5555-0100打了三次都说会来,一直没人来。'

/** Four reports of one resident, each brought as far as its name says. */
export const tellStories = async (app: TestApp): Promise<Stories> => {
  const resident: Client = await app.as('chen-yue')
  const officer = await app.as('hexing-officer-hexinger')
  const photoIds = [await photoFrom(resident), await photoFrom(resident)]
  const assigned = await file(resident, { text: longWords, photoIds })
  const inHand = await file(resident, { text: '楼道里堆满纸箱', typeCode: 'corridor-clutter' })
  await accept(officer, inHand)
  await contact(officer, inHand)
  const closed = await file(resident, { photoIds: [await photoFrom(resident)] })
  await handle(officer, closed)
  const review = await file(resident, { text: '这里有点问题', place: claimedPlace })
  await tellShenApo(app, 'told')
  await tellDifference(app)
  await tellLunch(app)
  const renovation = await tellRenovation(app)
  const care = await tellCare(app)
  const matters = await tellMatters(app)
  return {
    assigned,
    inHand,
    closed,
    review,
    bookings: await tellBookings(app),
    renovation,
    care,
    matters,
  }
}

/** How a page is looked at: by whom, with what, and what is opened on it first. */
export interface Visit {
  readonly what: string
  readonly as?: string
  readonly params?: (stories: Stories) => Readonly<Record<string, string>>
  readonly first?: (page: Page) => Promise<unknown>
  /** CSS pixels, instead of those of the intensity. */
  readonly widths?: readonly number[]
}

const resident = 'chen-yue'
const officer = 'hexing-officer-hexinger'
const desk = 'hexing-duty-1'
const administrator = 'hexing-administrator'
const clerk = 'hexing-site-1-clerk-1'
const cook = 'hexing-canteen-1-clerk-1'

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name }).filter({ visible: true }).first().click()
}
const openSheet =
  (...names: (string | RegExp)[]) =>
  async (page: Page): Promise<void> => {
    for (const name of names) await press(page, name)
    await page.getByRole('dialog').waitFor()
    await settled(page)
  }

/** The browser page's own way back. */
const leave = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: '返回' }).filter({ visible: true }).first().click()
  await page.getByRole('dialog').waitFor()
  await settled(page)
}

const caseParams =
  (
    which: Exclude<keyof Stories, 'bookings' | 'renovation' | 'care' | 'matters'>,
  ): NonNullable<Visit['params']> =>
  (stories) => ({ subdistrict: stories[which].subdistrictId, case: stories[which].caseId })

const findAtCounter = (typed: string, shown: RegExp) => async (page: Page) => {
  await page.getByLabel('服务对象', { exact: true }).fill(typed)
  await page.getByText(shown).first().waitFor()
}
/** 沈阿婆 at the counter, with what is on file of her. */
const atCounter = async (page: Page): Promise<void> => {
  await findAtCounter('沈秀', /^93岁/)(page)
  await press(page, /^沈秀珍/)
  await page.getByText('谁能替他预约').waitFor()
  await settled(page)
}

const bookingParams =
  (which: keyof BookingStories): NonNullable<Visit['params']> =>
  ({ bookings }) => {
    const { subdistrictId, bookingId } = bookings[which]
    return { subdistrict: subdistrictId, booking: bookingId }
  }
const renovationParams: NonNullable<Visit['params']> = ({ renovation }) => ({
  subdistrict: 'hexing',
  renovation: renovation.renovation.renovationId,
})
const itemParams =
  (slug: string): NonNullable<Visit['params']> =>
  () => ({ subdistrict: 'hexing', item: demoItemCode(slug) })
const elderParams: NonNullable<Visit['params']> = ({ care }) => ({
  subdistrict: care.elder.subdistrictId,
  elder: care.elder.personId,
})
const alertParams: NonNullable<Visit['params']> = ({ care }) => ({
  subdistrict: care.elder.subdistrictId,
  alert: care.alert.alertId,
})
const { daughter, nurse, elder: measured } = careKeys
const ofHimself: NonNullable<Visit['params']> = () => ({
  subdistrict: 'hexing',
  elder: seedId(`person/${measured}`),
})
const serviceParams =
  (service: string): NonNullable<Visit['params']> =>
  () => ({ subdistrict: 'hexing', service })

/** 沈阿婆, found by whoever books for her. */
const shenAtDesk = async (page: Page): Promise<void> => {
  await findAtCounter('沈秀', /^93岁/)(page)
  await press(page, /^沈秀珍/)
  await page.getByLabel('他想约什么').filter({ visible: true }).waitFor()
  await settled(page)
}
const switchOff = (name: string) => async (page: Page) => {
  await page.getByRole('switch', { name }).filter({ visible: true }).first().click()
  await page.getByRole('dialog').waitFor()
  await settled(page)
}
const tab = (page: Page, name: string) =>
  page.getByRole('tab', { name }).filter({ visible: true }).first().click()

/** What a page needs to be more than its own failure; the others are opened as a resident. */
const visits: Readonly<Record<string, readonly Visit[]>> = {
  'pages/home/index': [
    { what: 'nobody' },
    { what: 'a resident', as: resident },
    { what: 'an officer', as: officer },
    { what: 'in an emergency', as: resident, first: openSheet(/^有人受伤/) },
    { what: 'calling the officer', as: resident, first: openSheet(/^打电话给我的社工/) },
  ],
  'pages/services/index': [
    { what: 'nobody' },
    { what: 'a daughter', as: 'zhang-hui' },
    { what: 'calling', as: resident, first: openSheet('打电话帮您约') },
    {
      what: 'nothing found',
      as: resident,
      first: async (page) => {
        await page.getByLabel('找服务').fill('修收音机')
        await page.getByText('没有找到').first().waitFor()
        await openSheet('没有我要的服务')(page)
      },
    },
  ],
  'features/bookings/pages/service/index': [
    { what: 'nobody', params: serviceParams('haircut') },
    { what: 'a daughter', as: 'zhang-hui', params: serviceParams('dance') },
    { what: 'too young', as: resident, params: serviceParams('bath-room') },
    {
      what: 'choosing a site',
      as: resident,
      params: serviceParams('haircut'),
      first: openSheet(/^去哪里/),
    },
    {
      what: 'no time fits',
      as: resident,
      params: serviceParams('haircut'),
      first: openSheet('没有合适的时间'),
    },
  ],
  'features/bookings/pages/confirm/index': [
    { what: 'a kept time', as: resident, params: bookingParams('held') },
    {
      what: 'a visit without its address',
      as: 'zhang-hui',
      params: bookingParams('visit'),
      first: async (page) => {
        await press(page, /^确认预约/)
        await page.getByText('请选上门的地点').first().waitFor()
      },
    },
    { what: 'leaving', as: resident, params: bookingParams('held'), first: leave },
  ],
  'features/bookings/pages/my-bookings/index': [
    { what: 'nobody' },
    { what: 'a resident', as: resident },
    { what: 'a daughter', as: 'zhang-hui' },
    { what: 'who booked nothing', as: officer },
  ],
  'features/bookings/pages/booking/index': [
    { what: 'a booking', as: resident, params: bookingParams('confirmed') },
    { what: 'a mother’s booking', as: 'zhang-hui', params: bookingParams('forMother') },
    { what: 'one to pay', as: 'tao-liming', params: bookingParams('toPay') },
    {
      what: 'paying in the demo',
      as: 'tao-liming',
      params: bookingParams('toPay'),
      first: openSheet(/^微信支付 ¥/),
    },
    {
      what: 'cancelling',
      as: resident,
      params: bookingParams('confirmed'),
      first: openSheet('取消预约'),
    },
    {
      what: 'complaining',
      as: resident,
      params: bookingParams('confirmed'),
      first: openSheet('有意见要说'),
    },
    { what: 'waiting for the site', as: 'xia-genfa', params: bookingParams('requested') },
  ],
  'pages/me/index': [
    { what: 'nobody' },
    { what: 'a resident', as: resident },
    { what: 'an officer giving a name', as: officer, first: openSheet(/怎么称呼您/) },
  ],
  'features/cases/pages/report/index': [
    { what: 'a new report', as: resident },
    { what: 'with nothing said', as: 'tao-liming', first: (page) => press(page, '提交') },
    {
      what: 'choosing a place',
      as: resident,
      first: async (page) => {
        await openSheet(/^(选地点|地点)/)(page)
        await page.getByLabel('小区、路名或门牌号').fill('合兴')
        await page.getByRole('dialog').getByRole('button', { name: /合兴/ }).first().waitFor()
      },
    },
    { what: 'choosing a type', as: resident, first: openSheet(/^类型/) },
  ],
  'features/cases/pages/my-cases/index': [
    { what: 'nobody' },
    { what: 'a resident', as: resident },
    { what: 'who reported nothing', as: officer },
  ],
  'features/cases/pages/case/index': [
    { what: 'an open case', as: resident, params: caseParams('assigned') },
    { what: 'a closed case', as: resident, params: caseParams('closed') },
    {
      what: 'not solved',
      as: resident,
      params: caseParams('closed'),
      first: openSheet('没解决'),
    },
    {
      what: 'adding something',
      as: resident,
      params: caseParams('inHand'),
      first: openSheet('补充情况'),
    },
  ],
  'features/account/pages/sign-in/index': [{ what: 'nobody' }],
  'features/account/pages/consents/index': [
    { what: 'a resident', as: resident },
    { what: 'withdrawing', as: resident, first: openSheet(/^收回同意/) },
  ],
  'features/account/pages/my-data/index': [
    { what: 'a resident', as: resident },
    { what: 'leaving', as: resident, first: openSheet('注销账号') },
  ],
  'features/relatives/pages/people/index': [
    { what: 'nobody' },
    { what: 'a daughter', as: 'zhang-hui' },
    { what: 'who has nobody', as: resident },
    { what: 'typing a code', as: resident, first: openSheet('输入家人的代办码', '确定') },
    {
      what: 'registering somebody',
      as: resident,
      first: async (page) => {
        await openSheet('家人没有手机，替他登记')(page)
        await page.getByLabel('出生日期').fill('19350601')
        await press(page, '我保证以上属实')
      },
    },
    { what: 'ending one', as: 'zhang-hui', first: openSheet(/^沈秀珍/) },
    { what: 'saying a birthday', as: resident, first: openSheet(/待核对/) },
  ],
  'features/relatives/pages/counter/index': [
    { what: 'a resident', as: resident },
    { what: 'a clerk', as: 'hexing-hotline-1' },
    { what: 'a person', as: 'hexing-hotline-1', first: atCounter },
    { what: 'nobody', as: 'hexing-hotline-1', first: findAtCounter('13711119999', /^没有找到/) },
    {
      what: 'checking papers',
      as: 'hexing-hotline-1',
      first: async (page) => {
        await atCounter(page)
        await openSheet(/核对证件$/)(page)
      },
    },
    {
      what: 'on paper',
      as: 'hexing-hotline-1',
      first: async (page) => {
        await atCounter(page)
        await openSheet('登记代办家人', /^本人已签字/)(page)
      },
    },
    {
      what: 'registering somebody',
      as: 'hexing-hotline-1',
      first: openSheet('登记新的服务对象', /^登记$/),
    },
  ],
  'features/relatives/pages/code/index': [
    { what: 'the text', as: resident },
    {
      what: 'the code',
      as: resident,
      first: async (page) => {
        await press(page, '我同意，显示代办码')
        await page.getByRole('img', { name: /^代办码/ }).waitFor()
      },
    },
  ],
  'features/bookings-desk/pages/requests/index': [
    { what: 'a clerk', as: clerk },
    { what: 'a request', as: clerk, params: bookingParams('requested') },
    {
      what: 'declining',
      as: clerk,
      params: bookingParams('requested'),
      first: openSheet('谢绝'),
    },
    {
      what: 'proposing another time',
      as: clerk,
      params: bookingParams('requested'),
      first: openSheet('另约时间'),
    },
    {
      what: 'looking at a phone number',
      as: clerk,
      params: bookingParams('requested'),
      first: openSheet(/^查看.*电话$/),
    },
    { what: 'the sound', as: clerk, first: openSheet(/^提示音/) },
    {
      what: 'two panes',
      as: clerk,
      widths: [1280],
      first: async (page) => {
        await press(page, /^夏根发，/)
        await page.getByText('经过', { exact: true }).waitFor()
      },
    },
  ],
  'features/bookings-desk/pages/day/index': [
    { what: 'a clerk', as: clerk },
    { what: 'tomorrow', as: clerk, first: (page) => tab(page, '明天') },
    { what: 'two panes', as: clerk, widths: [1280] },
  ],
  'features/bookings-desk/pages/check-in/index': [
    { what: 'a clerk', as: clerk },
    {
      what: 'what cannot be read',
      as: clerk,
      first: async (page) => {
        await page.getByLabel('预约号或后四位').filter({ visible: true }).fill('12345')
        await page.keyboard.press('Enter')
        await page.getByText('没有看懂').waitFor()
      },
    },
  ],
  'features/bookings-desk/pages/book-for/index': [
    { what: 'a clerk', as: clerk },
    { what: 'a person', as: clerk, first: shenAtDesk },
    {
      what: 'her times',
      as: clerk,
      first: async (page) => {
        await shenAtDesk(page)
        await press(page, /^理发/)
        await page.getByText('最早的时间').waitFor()
        await settled(page)
      },
    },
  ],
  'features/bookings-desk/pages/calendar/index': [
    { what: 'a clerk', as: clerk },
    { what: 'two panes', as: clerk, widths: [1280], first: (page) => press(page, /^理发 · /) },
    {
      what: 'a year',
      as: clerk,
      first: async (page) => {
        await press(page, /^理发 · /)
        await page.getByText(/^往后 12 个月办/).waitFor()
        await settled(page)
      },
    },
    {
      what: 'new hours',
      as: clerk,
      first: async (page) => {
        await press(page, '新排班')
        await page.getByRole('radio', { name: /^交谊舞/ }).click()
        await page.getByRole('radio', { name: '每天' }).click()
        await page.getByLabel('几个名额').fill('12')
        await page.getByText(/^往后 12 个月办/).waitFor()
        await settled(page)
      },
    },
    {
      what: 'closing a day',
      as: clerk,
      first: async (page) => {
        await press(page, '停办一天')
        await openSheet(/^停办哪一天/)(page)
      },
    },
    { what: 'changing places', as: clerk, first: (page) => press(page, '改一天的名额') },
  ],
  'features/bookings-desk/pages/demand/index': [
    { what: 'a clerk', as: clerk },
    { what: 'the desk', as: desk },
    { what: 'two panes', as: clerk, widths: [1280] },
  ],
  'features/desk/pages/queue/index': [
    { what: 'an officer', as: officer },
    { what: 'filtering', as: officer, first: openSheet('筛选') },
    { what: 'the sound', as: officer, first: openSheet(/^提示音/) },
    {
      what: 'the review queue',
      as: desk,
      first: (page) => page.getByRole('tab', { name: /^待安排/ }).click(),
    },
    {
      what: 'two panes',
      as: officer,
      widths: [1280],
      first: async (page) => {
        await press(page, /垃圾桶满了/)
        await page.getByRole('button', { name: '接单' }).waitFor()
      },
    },
  ],
  'features/desk/pages/handle/index': [
    { what: 'an officer', as: officer, params: caseParams('assigned') },
    {
      what: 'the desk dispatching',
      as: desk,
      params: caseParams('review'),
      first: openSheet('派单'),
    },
    {
      what: 'contacting',
      as: officer,
      params: caseParams('inHand'),
      first: openSheet('更多', '联系反映人'),
    },
    {
      what: 'closing',
      as: officer,
      params: caseParams('inHand'),
      first: async (page) => {
        await openSheet('更多', '办结')(page)
        await page.getByRole('radio', { name: '已解决' }).click()
      },
    },
  ],
  'features/desk/pages/calls/index': [
    { what: 'the desk', as: desk },
    {
      what: 'where to reach her',
      as: desk,
      first: async (page) => {
        await openSheet(/^电话和住址/)(page)
        await press(page, '查看电话和住址')
        await page.getByText(/^住址/).waitFor()
      },
    },
    { what: 'nobody answered', as: desk, first: openSheet(/^没接通/) },
    { what: 'told', as: desk, first: openSheet(/^已告知/) },
    { what: 'an officer with nobody to call', as: officer },
  ],
  'features/canteen/pages/menu/index': [
    { what: 'nobody' },
    { what: 'a resident with an order', as: resident },
    { what: 'a daughter', as: 'zhang-hui', params: () => ({ subdistrict: 'hexing' }) },
    {
      what: 'ordering for home',
      as: 'tao-liming',
      params: () => ({ subdistrict: 'hexing' }),
      first: async (page) => {
        await page.getByRole('tab', { name: '明天' }).click()
        await openSheet(/^订软食套餐/)(page)
        await page.getByRole('radio', { name: '送到家' }).click()
        await page.getByLabel('几号几室').waitFor()
        await settled(page)
      },
    },
  ],
  'features/canteen/pages/kitchen/index': [
    { what: 'a resident', as: resident },
    {
      what: 'a cook, tomorrow',
      as: cook,
      first: async (page) => {
        await page.getByRole('tab', { name: '明天' }).click()
        await page
          .getByText(/送 1 家/)
          .first()
          .waitFor()
      },
    },
    { what: 'two panes', as: cook, widths: [1280] },
  ],
  'features/canteen/pages/menu-edit/index': [
    { what: 'a cook', as: cook },
    { what: 'editing a day with orders', as: cook, first: openSheet('改11月18日（周三）的菜单') },
  ],
  'features/guide/pages/home/index': [
    { what: 'nobody' },
    {
      what: 'a question',
      as: resident,
      first: async (page) => {
        await page.getByLabel('想办什么事').filter({ visible: true }).fill('我妈要办老年卡')
        await page.getByText('敬老卡申领').first().waitFor()
      },
    },
    {
      what: 'a question without an answer',
      first: async (page) => {
        await page.getByLabel('想办什么事').filter({ visible: true }).fill('zzzqqq')
        await page.getByText(/^没有找到/).waitFor()
      },
    },
  ],
  'features/guide/pages/items/index': [
    {
      what: 'at a terminal',
      params: () => ({ subdistrict: 'hexing', list: 'terminal', title: '自助机能办' }),
      first: (page) => press(page, '再看一些'),
    },
    {
      what: 'a situation of life',
      params: () => ({ subdistrict: 'hexing', situation: 'somebody_died', title: '亲人过世' }),
    },
  ],
  'features/guide/pages/item/index': [
    { what: 'nobody', params: itemParams('senior-card') },
    { what: 'a fee and many papers', as: resident, params: itemParams('id-card') },
  ],
  'features/guide/pages/matters/index': [{ what: 'a resident', as: resident }, { what: 'nobody' }],
  'features/guide/pages/matter/index': [
    {
      what: 'one to take again',
      as: resident,
      params: ({ matters }) => ({ subdistrict: 'hexing', matter: matters.toCorrect.matterId }),
    },
    {
      what: 'ending it',
      as: resident,
      params: ({ matters }) => ({ subdistrict: 'hexing', matter: matters.toCheck.matterId }),
      first: openSheet('办好了，或者不办了'),
    },
  ],
  'features/guide-desk/pages/checks/index': [
    { what: 'a clerk', as: 'hexing-hotline-1' },
    { what: 'a resident', as: resident },
  ],
  'features/guide-desk/pages/items/index': [
    { what: 'an editor', as: administrator },
    { what: 'a resident', as: resident },
  ],
  'features/guide-desk/pages/item/index': [
    { what: 'editing', as: administrator, params: itemParams('retire') },
    {
      what: 'what is wrong',
      as: administrator,
      params: itemParams('retire'),
      first: async (page) => {
        await page.getByLabel('一句话说明').filter({ visible: true }).fill('')
        await page.getByRole('tab', { name: '检查和改动' }).click()
        await page.getByText('缺一句话说明').waitFor()
      },
    },
    {
      what: 'as residents see it',
      as: administrator,
      params: itemParams('retire'),
      first: (page) => page.getByRole('tab', { name: '居民看到的' }).click(),
    },
  ],
  'features/payments-desk/pages/differences/index': [
    { what: 'the administrator', as: administrator },
    { what: 'clearing one', as: administrator, first: openSheet(/^微信账单有，我们没有/) },
    { what: 'importing a day', as: administrator, first: openSheet('导入一天的账单') },
  ],
  'features/renovations/pages/mine/index': [
    { what: 'a resident', as: resident },
    { what: 'who has none', as: 'xia-genfa' },
  ],
  'features/renovations/pages/register/index': [
    { what: 'a resident', as: resident, first: (page) => press(page, '签名并登记') },
    { what: 'a daughter', as: 'zhang-hui' },
    { what: 'choosing a day', as: resident, first: openSheet(/^哪天开工/) },
  ],
  'features/renovations/pages/renovation/index': [
    { what: 'a resident', as: resident, params: renovationParams },
    {
      what: 'an officer looking',
      as: officer,
      params: renovationParams,
      first: openSheet('我看过了'),
    },
  ],
  'features/renovations/pages/registrations/index': [
    { what: 'the property', as: 'hexing-property-hexingercun-1' },
    { what: 'the desk', as: desk },
  ],
  'features/renovations/pages/round/index': [
    { what: 'the driver', as: 'hexing-provider-qingyuan-2' },
    {
      what: 'collecting',
      as: 'hexing-provider-qingyuan-2',
      first: openSheet('第 1 站拉走了'),
    },
    { what: 'a provider that hauls nothing', as: 'hexing-provider-jinhui-1' },
  ],
  'features/care/pages/elders/index': [
    { what: 'nobody' },
    { what: 'a daughter', as: daughter },
    { what: 'who follows nobody', as: officer },
    { what: 'typing a code', as: daughter, first: openSheet('输入关注码', '确定') },
  ],
  'features/care/pages/elder/index': [
    { what: 'a daughter', as: daughter, params: elderParams },
    { what: 'himself', as: measured, params: ofHimself },
    {
      what: 'in words',
      as: daughter,
      params: elderParams,
      first: (page) => press(page, '用文字看心率'),
    },
    { what: 'pausing', as: daughter, params: elderParams, first: openSheet(/^暂停提醒/, /^暂停$/) },
    { what: 'exporting', as: daughter, params: elderParams, first: openSheet(/^拿走一份数据/) },
  ],
  'features/care/pages/alerts/index': [
    { what: 'a daughter, of one', as: daughter, params: elderParams },
    { what: 'a daughter, of all', as: daughter },
    { what: 'quiet hours', as: daughter, params: elderParams, first: openSheet(/^夜里免打扰/) },
  ],
  'features/care/pages/alert/index': [
    { what: 'a daughter', as: daughter, params: alertParams },
    {
      what: 'a nurse with the phones',
      as: nurse,
      params: alertParams,
      first: (page) => press(page, '看老人和家人的电话'),
    },
    { what: 'its outcome', as: nurse, params: alertParams, first: openSheet('写处理结果', '记下') },
    { what: 'muting', as: daughter, params: alertParams, first: openSheet('我这里先静音') },
  ],
  'features/care/pages/summaries/index': [
    { what: 'a daughter', as: daughter, params: elderParams },
  ],
  'features/care/pages/circle/index': [
    { what: 'a daughter', as: daughter, params: elderParams },
    { what: 'leaving', as: daughter, params: elderParams, first: openSheet(/^不再关注/) },
    { what: 'himself', as: measured, params: ofHimself },
    { what: 'inviting', as: measured, params: ofHimself, first: openSheet('请家人关注') },
    {
      what: 'inviting for him',
      as: nurse,
      params: elderParams,
      first: openSheet('请家人关注', '已核对，出关注码'),
    },
    {
      what: 'answering',
      as: measured,
      params: ofHimself,
      first: openSheet(/^看一看/, '同意勾选的'),
    },
    { what: 'withdrawing', as: measured, params: ofHimself, first: openSheet(/^张慧，/) },
  ],
  'features/care/pages/mine/index': [
    { what: 'who is not measured', as: resident },
    { what: 'who is', as: measured },
    { what: 'one thing less', as: measured, first: switchOff('睡眠') },
    { what: 'stopping', as: measured, first: openSheet('全部停止，不再测量我') },
    { what: 'deleting', as: measured, first: openSheet('删除已经记下的数据') },
  ],
  'features/care-desk/pages/wall/index': [
    { what: 'a nurse', as: nurse },
    { what: 'an officer', as: officer },
    { what: 'on the wide screen of an office', as: nurse, widths: [1280] },
    { what: 'the sound', as: nurse, first: openSheet(/^提示音/) },
  ],
  'features/care-desk/pages/alerts/index': [
    { what: 'a nurse', as: nurse },
    { what: 'the desk', as: desk },
  ],
  'features/care-desk/pages/shift/index': [{ what: 'a nurse', as: nurse }],
  'features/care-desk/pages/devices/index': [
    { what: 'a nurse', as: nurse },
    { what: 'all of them', as: nurse, first: (page) => tab(page, '所有设备') },
    {
      what: 'one of them',
      as: nurse,
      first: async (page) => {
        await tab(page, '所有设备')
        await openSheet(/^方仲义/)(page)
      },
    },
    {
      what: 'giving one out',
      as: nurse,
      first: async (page) => {
        await tab(page, '所有设备')
        await openSheet(/^没人用/)(page)
        await press(page, '分给老人')
        await settled(page)
        await press(page, '分给他')
      },
    },
    { what: 'what was put aside', as: nurse, first: (page) => tab(page, '没采用的数据') },
    { what: 'registering', as: nurse, first: openSheet('登记设备', /^登记$/) },
    { what: 'the administrator', as: administrator },
  ],
  'features/care-desk/pages/enrol/index': [
    {
      what: 'a nurse',
      as: nurse,
      first: async (page) => {
        await press(page, '找这位老人')
        await press(page, /^登记$/)
      },
    },
    {
      what: 'nobody found',
      as: nurse,
      first: async (page) => {
        await page.getByLabel('老人的姓名').fill('王阿大')
        await page.getByLabel('手机号，或者后四位').fill('0000')
        await press(page, '找这位老人')
        await page.getByText(/^没有找到/).waitFor()
      },
    },
  ],
  'features/care-desk/pages/resident/index': [
    { what: 'a nurse', as: nurse, params: elderParams },
    {
      what: 'a figure',
      as: nurse,
      params: elderParams,
      first: openSheet(/^心率偏快，/, '就照这个'),
    },
    { what: 'changing', as: nurse, params: elderParams, first: openSheet(/^改登记/, '改好了') },
    { what: 'ending', as: nurse, params: elderParams, first: openSheet('停止测量他', /^停止$/) },
  ],
  'features/care-desk/pages/display/index': [
    { what: 'a nurse', as: nurse },
    { what: 'across the hall', as: nurse, widths: [1920] },
  ],
  'features/desk/pages/posts/index': [
    { what: 'the administrator', as: administrator },
    { what: 'giving a post', as: administrator, first: openSheet('安排人上岗') },
    {
      what: 'a person found and chosen',
      as: administrator,
      first: async (page) => {
        await openSheet('安排人上岗')(page)
        await page.getByLabel('谁', { exact: true }).fill('方志')
        await press(page, /^方志清，手机号 199\*{4}\d{4}/)
        await page.getByRole('button', { name: /^谁，方志清，.*换一个$/ }).waitFor()
      },
    },
    {
      what: 'nobody found',
      as: administrator,
      first: async (page) => {
        await openSheet('安排人上岗')(page)
        await page.getByLabel('谁', { exact: true }).fill('13711119999')
        await page
          .getByText(/^没有找到。请对方先在小程序里绑定手机号/)
          .first()
          .waitFor()
      },
    },
  ],
}

const asResident: readonly Visit[] = [{ what: 'a resident', as: resident }]
const asOfficer: readonly Visit[] = [{ what: 'an officer', as: officer }]

export const visitsOf = (pagePath: string): readonly Visit[] =>
  visits[pagePath] ?? (pagePath.startsWith('features/desk/') ? asOfficer : asResident)
