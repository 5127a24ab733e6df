import type { Freshness } from './freshness.ts'

export interface FreshnessWords {
  readonly title: string
  readonly more: string
}

const span = (minutes: number): string => {
  if (minutes < 60) return `${minutes} 分钟`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} 小时` : `${Math.floor(hours / 24)} 天`
}

/** What a daughter reads when values stop; null when there is nothing to say. */
export const freshnessWords = (freshness: Freshness): FreshnessWords | null => {
  switch (freshness.kind) {
    case 'fresh':
    case 'waiting':
      return null
    case 'reconnecting':
      return { title: '正在重新连接', more: '手机刚醒过来，马上就好。' }
    case 'platform_down':
      return {
        title: `平台连不上，数据已停 ${span(freshness.minutes)}`,
        more: '这期间收不到提醒。请看看手机有没有网；不放心，先打个电话。',
      }
    case 'device_offline':
      return freshness.minutes === null
        ? { title: '还没有收到过数据', more: '设备还没有开始工作，或者还没有分配给他。' }
        : {
            title: `设备离线，数据已停 ${span(freshness.minutes)}`,
            more: '可能没电、没插好，或者家里断网了。平台是好的。',
          }
    case 'sensor_off':
      return {
        title: `传感器没戴好，${span(freshness.minutes)}没有测到`,
        more: '设备开着，但没有贴到身上。请他把它戴好。',
      }
    case 'no_consent':
      return { title: '没有同意，看不到', more: '老人没有同意给您看这一项，或者已经收回。' }
  }
}

/** `刚刚`, `25 秒前`, `3 分钟前`, `2 小时前`, `3 天前`. */
export const ageWords = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1000)
  if (seconds < 5) return '刚刚'
  if (seconds < 60) return `${seconds - (seconds % 5)} 秒前`
  return `${span(Math.floor(seconds / 60))}前`
}
