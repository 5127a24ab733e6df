export const deviceStates = ['active', 'faulty', 'retired'] as const
export type DeviceState = (typeof deviceStates)[number]

/** Why what was received is not believed. In this order: the first that holds is the reason. */
export const quarantineReasons = [
  'unknown_device',
  'unreadable',
  'unknown_metric',
  'unknown_unit',
  'future',
  'too_late',
  'nobody',
  'no_consent',
  'implausible',
] as const
export type QuarantineReason = (typeof quarantineReasons)[number]

/** Limits of the doors; each set holds from its day on. */
export interface DoorRules {
  readonly from: string
  /** Seconds a reading may lie ahead of our clock; beyond, the device's clock is wrong. */
  readonly futureSeconds: number
  /** Days after which a reading is too late to be taken in. */
  readonly lateDays: number
  /** Seconds a vendor's signature may be old or ahead. */
  readonly signatureSeconds: number
  /** Hours the password before the last still opens, so that a device can be changed over. */
  readonly formerPasswordHours: number
  /** Messages a second of one device, on average, and how many it may send at once. */
  readonly messagesPerSecond: number
  readonly messagesAtOnce: number
  /** Bytes of one MQTT packet, and of a vendor's request. */
  readonly packetBytes: number
  readonly vendorBytes: number
  /** What is kept, at most, of what one device sent in vain, or one vendor of devices nobody knows. */
  readonly quarantineKept: number
}

/** Source: issue 4 (2 min, 30 days), guides/vitals §1.1, §3a; the rest is ours, measured by the bench. */
const rules: readonly DoorRules[] = [
  {
    from: '2026-01-01',
    futureSeconds: 120,
    lateDays: 30,
    signatureSeconds: 300,
    formerPasswordHours: 24,
    messagesPerSecond: 50,
    messagesAtOnce: 500,
    packetBytes: 16 * 1024,
    vendorBytes: 256 * 1024,
    quarantineKept: 1000,
  },
]

/** @param day in Asia/Shanghai, `yyyy-mm-dd` @throws RangeError before the first set */
export const doorRulesOn = (day: string): DoorRules => {
  // Not findLast: the mini-program's phones before 2022 lack it.
  const found = [...rules].reverse().find(({ from }) => from <= day)
  if (!found) throw new RangeError(`no rules for devices on ${day}`)
  return found
}
