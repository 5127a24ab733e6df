/**
 * When a device that sends too much is next heard: `perSecond` on average, `atOnce` in a row. It is
 * made to wait, not cut off: after an outage a good device has much to tell.
 * @returns milliseconds to wait before this word counts
 */
export const pacer = (perSecond: number, atOnce: number) => {
  const each = 1000 / perSecond
  let due = 0
  return (now: number, count: number): number => {
    due = Math.max(due, now) + each * count
    return Math.max(0, due - now - each * atOnce)
  }
}
