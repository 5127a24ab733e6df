import type { CloseOutcome } from '#shared/cases/case-status.ts'

interface Sentences {
  readonly solved: readonly string[]
  readonly explained?: readonly string[]
}

const general: Readonly<Record<CloseOutcome, readonly string[]>> = {
  solved: ['您反映的问题已到现场处理好了，请您看看。谢谢您告诉我们。'],
  explained: ['我们已当面向您说明情况，如有新情况请随时联系我们。'],
  not_solvable: [
    '我们到现场看过，目前还解决不了，原因是：',
    '这件事要等相关部门安排，我们会继续跟进，有进展马上告诉您。',
  ],
}

/** Ways to begin, by type; nobody sends them unread: they land in the field to be put right. */
const byType: Readonly<Record<string, Sentences>> = {
  danger: { solved: ['隐患已经排除，现场已恢复安全。', '危险部位已围好并设了警示，维修安排在：'] },
  lift: { solved: ['电梯已修好，检查后恢复运行。'], explained: ['电梯在等配件，预计恢复时间：'] },
  'street-surface': { solved: ['已劝离占道摆放，通道恢复畅通，我们会继续巡查。'] },
  road: { solved: ['路面（井盖）已修好，可以正常通行。'] },
  litter: { solved: ['垃圾已清走，地面已打扫干净。'] },
  'bulky-waste': { solved: ['大件垃圾已清运，也和投放点说明了清运时间。'] },
  greening: { solved: ['树枝已修剪，绿地已整理。'] },
  housing: { solved: ['房屋问题已维修好，请您留意这几天的情况。'] },
  'corridor-clutter': { solved: ['楼道堆物已清理，也和住户说明了消防要求。'] },
  noise: { solved: ['已到场劝阻，对方答应改正，我们会回头再看。'] },
  'elder-care': { solved: ['已上门看望并安排好需要的服务。'] },
  advice: { solved: ['您的问题已答复如下：'], explained: ['您问的事情是这样规定的：'] },
}

export const sentencesFor = (typeCode: string | null, outcome: CloseOutcome): readonly string[] => {
  const own = typeCode === null ? undefined : byType[typeCode]
  const special = outcome === 'not_solvable' ? [] : (own?.[outcome] ?? [])
  return [...special, ...general[outcome]]
}
