const levels = { normal: 0, full: 1 } as const

type Level = keyof typeof levels

function isLevel(text: string | undefined): text is Level {
  return text !== undefined && text in levels
}

/** How hard this run tests: `npm test` is normal, `npm run test:full` is full. */
export const level: Level = isLevel(process.env.INTENSITY) ? process.env.INTENSITY : 'normal'

/** Every random choice of a run derives from it; set TEST_SEED to repeat a run. */
export const seed = Number(process.env.TEST_SEED ?? '20260101')

const table = {
  killNine: [3, 20],
  databaseRestarts: [2, 10],
  contendedAttempts: [2_000, 10_000],
  inputsPerRoute: [100, 1_000],
  propertyRuns: [500, 5_000],
  moneyHistories: [200, 10_000],
  remindedBookings: [500, 10_000],
  bookingHistories: [
    { histories: 12, longest: 40 },
    { histories: 200, longest: 80 },
  ],
  simulatedMonth: [
    { days: 10, elders: 300 },
    { days: 30, elders: 3_000 },
  ],
  guideItems: [2_000, 20_000],
  careFollowers: [300, 5_000],
  careReadingsPerSecond: [500, 5_000],
  pageWidths: [
    [375, 320],
    [320, 375, 414, 768, 1280],
  ],
  fontScales: [[1], [1, 1.4, 1.75]],
  /** A page's first visit is looked at in both; what is opened on it in these, `true` is 长辈版. */
  largeTypesOfSheets: [[true], [false, true]],
} as const satisfies Record<string, readonly [unknown, unknown]>

const column = levels[level]

/** The one table of counts; widths in CSS pixels, font scales as WeChat's factors. */
export const intensity = {
  killNine: table.killNine[column],
  databaseRestarts: table.databaseRestarts[column],
  contendedAttempts: table.contendedAttempts[column],
  inputsPerRoute: table.inputsPerRoute[column],
  propertyRuns: table.propertyRuns[column],
  moneyHistories: table.moneyHistories[column],
  remindedBookings: table.remindedBookings[column],
  bookingHistories: table.bookingHistories[column],
  simulatedMonth: table.simulatedMonth[column],
  guideItems: table.guideItems[column],
  careFollowers: table.careFollowers[column],
  careReadingsPerSecond: table.careReadingsPerSecond[column],
  pageWidths: table.pageWidths[column],
  fontScales: table.fontScales[column],
  largeTypesOfSheets: table.largeTypesOfSheets[column],
} as const
