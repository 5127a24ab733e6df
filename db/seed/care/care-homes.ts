/**
 * Two care homes, so that each subdistrict has one and refusal across the border can be tried.
 * Landlines: 555 07xx of 合兴, 097x of 柳湾. Everybody in them is fictional.
 */
export const CARE_HOMES = [
  {
    subdistrictId: 'hexing',
    slug: 'care-home-1',
    name: '合兴敬老院',
    /** The estate it stands in. */
    estateKey: 'hexing/weitang/1',
    phone: 701,
    /** The head nurse first. Append only. */
    staff: ['邬淑琴', '柏晓雨', '窦志刚'],
    residents: [
      { slug: 'fang-zhongyi', name: '方仲义', bornOn: '1934-02-11', room: '201', bed: '1' },
      { slug: 'hong-xiuying', name: '洪秀英', bornOn: '1936-07-30', room: '201', bed: '2' },
      { slug: 'tan-guangming', name: '谈光明', bornOn: '1938-11-05', room: '202', bed: '1' },
      { slug: 'shi-yueqin', name: '史月琴', bornOn: '1931-09-19', room: '202', bed: '2' },
      { slug: 'bao-genbao', name: '包根宝', bornOn: '1940-01-23', room: '203', bed: '1' },
      { slug: 'zuo-meidi', name: '左妹娣', bornOn: '1937-05-14', room: '203', bed: '2' },
      { slug: 'ling-zongfu', name: '凌宗福', bornOn: '1933-12-01', room: '301', bed: '1' },
      { slug: 'huo-yufang', name: '霍玉芳', bornOn: '1939-08-08', room: '301', bed: '2' },
    ],
    /** Moved in today: nobody has taken her into care yet. */
    newcomers: [{ slug: 'kang-amei', name: '康阿妹', bornOn: '1936-04-18', room: '303', bed: '1' }],
  },
  {
    subdistrictId: 'liuwan',
    slug: 'care-home-1',
    name: '柳湾敬老院',
    estateKey: 'liuwan/liuyin/1',
    phone: 971,
    staff: ['简玉华'],
    residents: [
      { slug: 'chu-wenbin', name: '储文彬', bornOn: '1935-03-27', room: '101', bed: '1' },
      { slug: 'mu-caidi', name: '穆彩娣', bornOn: '1941-10-16', room: '102', bed: '1' },
    ],
    newcomers: [],
  },
] as const
