import type { SeedService } from './offer-seed-types.ts'

interface FairMenu extends Omit<SeedService, 'need'> {
  /** Numbers given out at one centre on one day. */
  readonly numbers: number
  /** What one number takes. */
  readonly minutes: number
}

/** The ten menus of the monthly fair (B4), the same at all fourteen centres. */
export const FAIR_MENUS: readonly FairMenu[] = [
  menu('fair-knife', '集市·磨刀', '磨菜刀、磨剪刀，一人两把。', 12, 8, {
    bring: '刀用布或报纸包好。',
    otherNames: ['磨刀', '磨剪刀', '削刀磨剪刀', '菜刀'],
  }),
  menu('fair-umbrella', '集市·修伞', '修伞骨、换伞面、修拉链。', 10, 10, {
    bring: '把伞带来。',
    otherNames: ['修伞', '修洋伞', '修拉链', '雨伞'],
  }),
  menu('fair-key', '集市·配钥匙', '配房门、信箱、自行车钥匙，材料费自付。', 15, 8, {
    bring: '要配的钥匙。',
    otherNames: ['配钥匙', '开锁', '钥匙'],
  }),
  menu('fair-doctor', '集市·义诊', '社区医院的医生坐堂，看看常见病、问问用药。', 24, 5, {
    bring: '病历、正在吃的药。',
    otherNames: ['义诊', '名医坐堂', '看医生', '问医生', '量血压'],
  }),
  menu('fair-mending', '集市·缝补', '缝扣子、改裤脚、补衣服。', 12, 10, {
    bring: '衣服洗干净带来。',
    otherNames: ['缝补', '改裤脚', '裁缝', '钉扣子', '补衣裳'],
  }),
  menu('fair-appliance', '集市·家电清洗', '电扇、油烟机滤网现场清洗，教您保养。', 8, 15, {
    bring: '能拿得动的小家电，断电放凉。',
    otherNames: ['家电清洗', '洗电扇', '油烟机', '修电器'],
  }),
  menu(
    'fair-policy',
    '集市·政策咨询',
    '补贴、医保、加装电梯怎么办；上班的人也可以办白领午餐卡。',
    24,
    5,
    {
      bring: '身份证，有材料的带材料。',
      otherNames: ['政策咨询', '补贴', '加装电梯', '午餐卡', '白领午餐卡'],
    },
  ),
  menu('fair-haircut', '集市·理发', '志愿者免费理发，剪短为主。', 8, 15, {
    bring: '头发洗干净来。',
    otherNames: ['剃头', '剪头发', '免费理发', '轧头发'],
  }),
  menu('fair-recycling', '集市·旧物回收', '旧衣服、旧书、旧手机、废电池，换小礼品。', 30, 4, {
    bring: '手机里的照片先存好。',
    otherNames: ['旧物回收', '旧衣服', '废电池', '收旧货', '旧手机'],
  }),
  menu('fair-glasses', '集市·眼镜清洗', '洗眼镜、拧螺丝、调镜脚。', 20, 6, {
    bring: '眼镜带来，老花镜也可以。',
    otherNames: ['洗眼镜', '修眼镜', '老花镜'],
  }),
]

/** The menus as services. */
export const fairServices: readonly SeedService[] = FAIR_MENUS.map(
  ({ numbers: _numbers, minutes: _minutes, ...service }) => ({ ...service, need: 'fair' as const }),
)

function menu(
  code: string,
  name: string,
  description: string,
  numbers: number,
  minutes: number,
  more: Pick<FairMenu, 'bring' | 'otherNames'>,
): FairMenu {
  return { code, name, description: `${description}先取号，少排队。`, numbers, minutes, ...more }
}
