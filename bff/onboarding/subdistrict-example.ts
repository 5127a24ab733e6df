import { catalogueExample } from './catalogue-example.ts'
import type { SubdistrictFile } from './subdistrict-file.ts'

/** A small file to start from: one grid, two 居委, three estates. Everything in it is invented. */
export const subdistrictExample: SubdistrictFile = {
  id: 'xinyuan',
  code: 'XY',
  name: '馨苑街道',
  phone: '021-55550700',
  datum: 'wgs84',
  places: [
    { key: 'grid-1', kind: 'grid', name: '第一网格', centre: [121.4735, 31.2325] },
    {
      key: 'xinyuan-1',
      parentKey: 'grid-1',
      kind: 'neighbourhood',
      name: '馨苑一居委',
      outline: [
        [121.47, 31.23],
        [121.4735, 31.23],
        [121.4735, 31.235],
        [121.47, 31.235],
      ],
    },
    {
      key: 'xinyuan-2',
      parentKey: 'grid-1',
      kind: 'neighbourhood',
      name: '馨苑二居委',
      outline: [
        [121.4735, 31.23],
        [121.477, 31.23],
        [121.477, 31.235],
        [121.4735, 31.235],
      ],
    },
    {
      key: 'xinyuan-yicun',
      parentKey: 'xinyuan-1',
      kind: 'estate',
      name: '馨苑一村',
      centre: [121.471, 31.231],
    },
    {
      key: 'yulan-yuan',
      parentKey: 'xinyuan-1',
      kind: 'estate',
      name: '玉兰园',
      centre: [121.472, 31.234],
    },
    {
      key: 'xinyuan-ercun',
      parentKey: 'xinyuan-2',
      kind: 'estate',
      name: '馨苑二村',
      centre: [121.475, 31.232],
    },
  ],
  roads: [
    {
      key: 'yulan-lu',
      name: '玉兰路',
      line: [
        [121.47, 31.23],
        [121.477, 31.23],
      ],
    },
  ],
  addressRanges: [
    {
      roadKey: 'yulan-lu',
      from: 1,
      to: 99,
      parity: 'all',
      neighbourhoodKey: 'xinyuan-1',
      estateKey: 'xinyuan-yicun',
    },
    {
      roadKey: 'yulan-lu',
      lane: 120,
      from: 1,
      to: 18,
      parity: 'all',
      neighbourhoodKey: 'xinyuan-2',
      estateKey: 'xinyuan-ercun',
    },
  ],
  units: [
    { key: 'duty-desk', kind: 'duty_desk', name: '馨苑城运中心', phone: '021-55550700' },
    {
      key: 'grid-1',
      parentKey: 'duty-desk',
      kind: 'grid_station',
      name: '第一网格工作站',
      phone: '021-55550701',
      placeKey: 'grid-1',
    },
    {
      key: 'xinyuan-1',
      parentKey: 'grid-1',
      kind: 'neighbourhood_committee',
      name: '馨苑一居委',
      phone: '021-55550711',
      placeKey: 'xinyuan-1',
    },
    {
      key: 'xinyuan-2',
      parentKey: 'grid-1',
      kind: 'neighbourhood_committee',
      name: '馨苑二居委',
      phone: '021-55550712',
      placeKey: 'xinyuan-2',
    },
    ...['urban-management', 'greening', 'housing', 'public-works', 'community-services'].map(
      (code, at) => ({
        key: code,
        parentKey: 'duty-desk',
        kind: 'handling_unit' as const,
        code,
        name:
          ['馨苑城管中队', '馨苑绿化市容所', '馨苑房管办', '馨苑市政养护队', '馨苑社区服务办'][
            at
          ] ?? code,
        phone: `021-5555072${at}`,
      }),
    ),
    { key: 'provider-1', kind: 'provider', name: '馨苑为老服务社', phone: '021-55550731' },
  ],
  people: [
    { key: 'administrator', name: '管理员姓名', phone: '19900000001' },
    { key: 'duty', name: '值班长姓名', phone: '19900000002' },
    { key: 'officer-1', name: '一居委专管员姓名', phone: '19900000003' },
    { key: 'officer-2', name: '二居委专管员姓名', phone: '19900000004' },
    { key: 'repairer', name: '养护队长姓名', phone: '19900000005' },
  ],
  posts: [
    { personKey: 'administrator', role: 'administrator', from: '2026-01-01' },
    {
      personKey: 'duty',
      role: 'duty_officer',
      unitKey: 'duty-desk',
      from: '2026-01-01',
      isHead: true,
    },
    {
      personKey: 'officer-1',
      role: 'neighbourhood_officer',
      unitKey: 'xinyuan-1',
      from: '2026-01-01',
    },
    {
      personKey: 'officer-2',
      role: 'neighbourhood_officer',
      unitKey: 'xinyuan-2',
      from: '2026-01-01',
    },
    {
      personKey: 'repairer',
      role: 'handler',
      unitKey: 'public-works',
      from: '2026-01-01',
      isHead: true,
    },
  ],
  catalogue: catalogueExample,
}
