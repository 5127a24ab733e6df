import type { SeedResource } from './offer-seed-types.ts'
import { ROOM_SLUGS } from './sites.ts'

/** People, rooms and the one vehicle whose time is taken by one booking at a time. */
export const hexingResources: readonly SeedResource[] = [
  person('site-1', 'barber-1', '匡师傅'),
  person('site-2', 'barber-1', '薄师傅'),
  person('site-3', 'barber-1', '居师傅'),
  person('site-4', 'barber-1', '贝师傅'),
  person('site-5', 'barber-1', '卞师傅'),
  person('site-1', 'nurse-1', '祁护士'),
  person('site-2', 'nurse-1', '荣护士'),
  person('site-3', 'nurse-1', '连护士'),
  person('site-4', 'nurse-1', '冷护士'),
  person('site-5', 'nurse-1', '闻护士'),
  person('special-gym', 'therapist-1', '岑康复师'),
  { slug: 'site-1/bath-1', site: 'site-1', kind: 'room', name: '助浴室' },
  { slug: 'site-4/bath-1', site: 'site-4', kind: 'room', name: '助浴室' },
  person('site-1', 'bath-team-1', '上门助浴一组'),
  person('site-1', 'carer-1', '尤护理员'),
  person('site-1', 'carer-2', '水护理员'),
  person('site-1', 'medicine-1', '闵阿姨（代配药）'),
  person('site-2', 'medicine-1', '安阿姨（代配药）'),
  person('site-1', 'cleaner-1', '苗阿姨'),
  person('site-1', 'cleaner-2', '花阿姨'),
  person('site-3', 'cleaner-1', '米阿姨'),
  person('site-1', 'repairer-1', '计师傅'),
  person('site-4', 'repairer-1', '阎师傅'),
  person('site-1', 'escort-1', '闵惠芬'),
  person('site-1', 'escort-2', '成小琴'),
  person('site-3', 'escort-1', '项文娟'),
  { slug: 'site-1/van-1', site: 'site-1', kind: 'vehicle', name: '升降板接送车' },
  person('site-1', 'listener-1', '洪社工'),
  person('site-3', 'listener-1', '时社工'),
  person('site-5', 'listener-1', '柏社工'),
  person('site-1', 'lawyer-1', '晏律师'),
  person('site-4', 'lawyer-1', '纪律师'),
  person('site-1', 'affairs-1', '社区事务专员小强'),
  ...ROOM_SLUGS.map(
    (site): SeedResource => ({ slug: `${site}/room`, site, kind: 'room', name: '活动室' }),
  ),
]

export const liuwanResources: readonly SeedResource[] = [person('site-1', 'barber-1', '艾师傅')]

function person(site: string, slug: string, name: string): SeedResource {
  return { slug: `${site}/${slug}`, site, kind: 'person', name }
}
