import type { SeedProvider } from './offer-seed-types.ts'

const business = '营业执照'
const organisation = '民办非企业单位登记证书'

/**
 * Who gives the services. Two licences are there to be noticed: that of 明亮维修 has ended, so that
 * its offer cannot be booked, and that of 银龄数字 ends on 10 December 2026.
 */
export const hexingProviders: readonly SeedProvider[] = [
  provider('affairs', 'public', '事业单位法人证书', '2020-01-01', '2030-12-31'),
  provider('health', 'public', '医疗机构执业许可证', '2022-03-01', '2032-02-28'),
  provider('jinhui', 'social_organisation', organisation, '2021-05-10', '2031-05-09'),
  provider('xinqiao', 'social_organisation', organisation, '2023-09-01', '2033-08-31'),
  provider('yinling', 'social_organisation', organisation, '2021-12-11', '2026-12-10'),
  provider('leling', 'social_organisation', organisation, '2019-06-18', '2029-06-17'),
  provider('linzhu', 'social_organisation', organisation, '2020-10-17', '2030-10-16'),
  provider('weixiang', 'company', '食品经营许可证', '2025-04-01', '2030-03-31'),
  provider('jiale', 'company', business, '2018-08-08', '2038-08-07'),
  provider('jiangfa', 'company', '公共场所卫生许可证', '2025-07-01', '2029-06-30'),
  provider('qingyuan', 'company', '建筑垃圾处置许可证', '2025-01-01', '2029-12-31'),
  provider('zhengyan', 'company', '律师事务所执业许可证', '2016-02-02', '2036-02-01'),
  provider('mingliang', 'company', business, '2016-11-01', '2026-10-31'),
]

export const liuwanProviders: readonly SeedProvider[] = [
  provider('liuying', 'social_organisation', organisation, '2022-01-01', '2031-12-31'),
]

function provider(
  slug: string,
  kind: SeedProvider['kind'],
  licenceName: string,
  licenceFrom: string,
  licenceTo: string,
): SeedProvider {
  // An invented number that nobody takes for a real one.
  const licenceNo = `示例-${licenceFrom.slice(0, 4)}-${slug}`
  return { slug, kind, licenceName, licenceNo, licenceFrom, licenceTo }
}
