import type { ConsentPurpose } from './accounts.contract.ts'

interface ConsentWords {
  readonly name: string
  /** What is taken, for what, for how long: said before one agrees. */
  readonly points: readonly string[]
  readonly whenWithdrawn: string
}

/** Each purpose is asked for by itself, in words (PIPL art. 14–17). */
export const consentWords: Readonly<Record<ConsentPurpose, ConsentWords>> = {
  privacy_guide: {
    name: '隐私保护指引',
    points: [
      '您写的话、拍的照片和地点，只用来把事情办好，只给办这件事的人看。',
      '照片里的拍摄位置会先去掉。手机号加密保存，工作人员每看一次都会留下记录。',
      '您随时可以收回同意、拿走自己的资料，或者注销账号。',
    ],
    whenWithdrawn: '收回以后，就不能再上报问题和上传照片了。已经上报的事会继续办。',
  },
  location: {
    name: '使用我的位置',
    points: [
      '只在填写地点时看一下您现在的位置，帮您找到是哪个小区。',
      '不会一直跟着您，也不会用来做别的事。',
      '不同意也没关系，您可以自己写地点。',
    ],
    whenWithdrawn: '收回以后，填地点时要自己写，别的都不受影响。',
  },
}
