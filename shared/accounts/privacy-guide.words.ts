interface GuideSection {
  readonly title: string
  readonly words: readonly string[]
}

/**
 * The privacy guide in plain words (PIPL art. 17). Another text needs another
 * `privacyGuideVersion`, so that everybody is asked again.
 */
export const privacyGuide: readonly GuideSection[] = [
  {
    title: '谁在用您的资料',
    words: ['办这个小程序的街道办事处，和它安排来办您这件事的单位。别的公司看不到是谁上报的。'],
  },
  {
    title: '我们会用到什么',
    words: [
      '您的微信登录标识：用来认出是您，不会拿到您的微信聊天和好友。',
      '您写的话、拍的照片、选的地点：用来把事情办好。',
      '手机号：您自己绑定了才有，用来先和您联系。',
      '您家在哪个小区：您自己填了才有，用来找到您的社工，少填一次地点。',
      '您现在的位置：您同意以后，只在填地点时看一下，不会一直跟着您。',
    ],
  },
  {
    title: '我们怎么保护',
    words: [
      '照片存下来之前，先去掉里面的拍摄位置和手机信息。',
      '手机号加密保存，平时只显示头尾几位。工作人员要看完整号码，必须写明原因，每看一次都留下记录。',
      '给别人看的文字里，电话和身份证号码会被遮住。',
      '只有上报的人和办这件事的人，才看得到照片。',
    ],
  },
  {
    title: '保存多久',
    words: [
      '没有提交的照片很快自动删掉。',
      '办过的事和经过要留作档案。您注销账号后，档案里不再有您的名字和电话。',
    ],
  },
  {
    title: '您可以做什么',
    words: [
      '随时收回同意，马上生效。',
      '随时拿走一份您的全部资料。',
      '随时注销账号。还有没办完的事时，要先等它办完或者撤回。',
      '觉得哪里不对，打电话给您的居委或者街道，也可以打 12345。',
    ],
  },
  {
    title: '不满十四岁的小朋友',
    words: ['请让爸爸妈妈或者其他监护人来帮忙上报。'],
  },
]
