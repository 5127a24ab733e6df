import type { MatterStatus, Verdict } from './matter-status.ts'

export const verdictWords: Readonly<Record<Verdict, string>> = {
  fine: '清楚',
  blurred: '看不清',
  wrong_page: '拍错页',
  expired: '过期',
}

/** What the resident does about it. */
export const correctionWords: Readonly<Record<Exclude<Verdict, 'fine'>, string>> = {
  blurred: '看不清，放平了再拍一张',
  wrong_page: '拍错页了，看看说明再拍',
  expired: '证件过期了，先换新的再拍',
}

export const matterStatusWords: Readonly<Record<MatterStatus, string>> = {
  collecting: '正在拍材料',
  checking: '工作人员在看',
  correcting: '有几样要重拍',
  ready: '材料齐了，去一次就行',
  ended: '办完了',
}
