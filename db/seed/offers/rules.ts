/** Days of the week by rule (RFC 5545), e.g. `MO,WE`. */
export const weekly = (days: string): string => `FREQ=WEEKLY;BYDAY=${days}`

export const weekdays = weekly('MO,TU,WE,TH,FR')
export const everyDay = 'FREQ=DAILY'

/** 每月第一周的星期四 (B4), read as the first Thursday. */
export const firstThursday = 'FREQ=MONTHLY;BYDAY=1TH'
