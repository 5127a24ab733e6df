import { expect, test } from 'vitest'
import { playRecording } from '#bff/demo/care/playing.ts'
import { momentOfMinute, readRecording } from '#bff/demo/care/recording.ts'

const header = 'minute,heart_rate_bpm,spo2_percent,nibp_sys_mmhg,room'

test('a recording says what the monitor and the cuff measured; an empty cell was not measured', () => {
  const minutes = readRecording(`\uFEFF${header}\r\n0,0.0,97,,302\r\n7,61.5,,131,302\r\n`)
  expect(minutes).toEqual([
    {
      minute: 0,
      said: {
        monitor: [
          { m: 'heart_rate', v: 0 },
          { m: 'oxygen_saturation', v: 97 },
        ],
        cuff: [],
      },
    },
    {
      minute: 7,
      said: { monitor: [{ m: 'heart_rate', v: 61.5 }], cuff: [{ m: 'systolic', v: 131 }] },
    },
  ])
})

test.each([
  ['hours,heart_rate_bpm\n1,60\n', /^line 1: the header wants minute/],
  ['minute,mood\n1,60\n', /^line 1: the header wants minute/],
  [`${header}\n`, /^line 2: the recording is empty/],
  [`${header}\n0,60,97,,302\n1,60\n`, /^line 3: 2 cells, the header has 5/],
  [`${header}\n0,sixty,97,,302\n`, /^line 2, heart_rate_bpm: “sixty” is no number/],
  [`${header}\n5,60,97,,302\n5,61,97,,302\n`, /^line 3: minute 5 does not come after/],
  [`${header}\n,60,97,,302\n`, /^line 2: “nothing” is no number/],
])('a file that is no recording is refused with the line that is wrong: %j', (text, words) => {
  expect(() => readRecording(text)).toThrow(words)
})

test('recorded times are moved as a whole: gaps stay, the last minute is at the end, in one breath or in many', async () => {
  const minutes = readRecording(`${header}\n0,60,97,,1\n1,61,97,,1\n10,62,97,,1\n`)
  const endsAt = Date.parse('2026-11-17T02:00:00.000Z')
  expect(minutes.map((each) => (momentOfMinute(each, minutes, endsAt) - endsAt) / 60_000)).toEqual([
    -10, -9, 0,
  ])
  const told = async (together: number) => {
    const said: unknown[] = []
    const say = async (_recorder: string, readings: readonly unknown[]) =>
      void said.push(...readings)
    await playRecording({ minutes, endsAt, together, say, before: async () => true })
    return said
  }
  expect(await told(14)).toEqual(await told(1))
  expect(await told(1)).toHaveLength(6)
})
