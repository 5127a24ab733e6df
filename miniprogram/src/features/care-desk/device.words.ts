import { timeInWords } from '#shared/cases/deadline.words.ts'
import type { DeviceView } from '#shared/devices/devices.contract.ts'
import { deviceStateWords } from '#shared/devices/devices.words.ts'

interface Said {
  readonly words: string
  readonly tone: 'green' | 'orange' | 'grey' | 'yellow'
}

const lowBattery = 20

/** The one word about a device. */
export const deviceState = (device: DeviceView): Said => {
  const { state, isSilent, isCalibrationOver, batteryPercent } = device
  if (state === 'retired') return { words: deviceStateWords.retired, tone: 'grey' }
  if (state === 'faulty') return { words: deviceStateWords.faulty, tone: 'orange' }
  if (isSilent) return { words: '没有消息', tone: 'orange' }
  if (isCalibrationOver) return { words: '检定过期', tone: 'yellow' }
  if (batteryPercent !== null && batteryPercent < lowBattery)
    return { words: `电量 ${batteryPercent}%`, tone: 'yellow' }
  return { words: deviceStateWords.active, tone: 'green' }
}

/** `编号 A1024，201 室，今天 10:05 来过数据`. */
export const deviceWords = (device: DeviceView, now: Date): string => {
  const { serial, room, lastSeenAt, batteryPercent, quarantinedToday } = device
  return [
    `编号 ${serial}`,
    room === '' ? '' : `${room} 室`,
    lastSeenAt === null ? '还没有来过数据' : `${timeInWords(new Date(lastSeenAt), now)} 来过数据`,
    batteryPercent === null ? '' : `电量 ${batteryPercent}%`,
    quarantinedToday === 0 ? '' : `今天 ${quarantinedToday} 个数没采用`,
  ]
    .filter((part) => part !== '')
    .join('，')
}
