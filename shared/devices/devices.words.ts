import type { DeviceState, QuarantineReason } from './device-rules.ts'

export const deviceStateWords: Readonly<Record<DeviceState, string>> = {
  active: '在用',
  faulty: '有故障',
  retired: '已停用',
}

/** Why a reading was put aside, for whoever looks after the device. */
export const quarantineWords: Readonly<Record<QuarantineReason, string>> = {
  unknown_device: '没有登记这台设备',
  unreadable: '发来的内容读不出来',
  unknown_metric: '这台设备没有登记这种数据',
  unknown_unit: '不认识这个单位',
  implausible: '数值不可能，多半是没戴好',
  future: '设备的时钟快了，时间在将来',
  too_late: '数据太旧，超过期限',
  nobody: '那时没有人用这台设备',
  no_consent: '本人没有同意测量这一项',
}
