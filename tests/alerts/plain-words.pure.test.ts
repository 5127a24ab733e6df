import { expect, test } from 'vitest'
import { nightOf, summaryWords, weekFacts } from '#bff/alerts/summaries.policy.ts'
import { alertRuleCodes } from '#shared/alerts/alert-rules.ts'
import { alertSentence } from '#shared/alerts/alert-sentences.words.ts'
import { alertRuleWords } from '#shared/alerts/alerts.words.ts'
import { dayLines, nowLine, vitalsLine } from '#shared/alerts/plain-words.ts'
import { lastMinutes, minutesAgo, now, times } from './rule-scene.ts'

test('what is usual is said in a word, what is not with its number, and what is missing not at all', () => {
  expect(vitalsLine({ heartRate: 76, systolic: 128, diastolic: 76 })).toBe('心率76，血压正常')
  expect(vitalsLine({ heartRate: 104.4 })).toBe('心率104偏高')
  expect(vitalsLine({ systolic: 168, diastolic: 80 })).toBe('血压偏高（168/80）')
  expect(vitalsLine({ systolic: 128 })).toBe('')
  expect(vitalsLine({ oxygenSaturation: 97, respiratoryRate: 24, temperature: 36.54 })).toBe(
    '血氧97，呼吸24偏高，体温36.5',
  )
  expect(vitalsLine({})).toBe('')
})

test('the line of now leaves out what is old and what the probe did not feel', () => {
  const at = (
    metric: 'heart_rate' | 'systolic' | 'diastolic',
    value: number | null,
    ago: number,
  ) => ({
    ...{ metric, value, measuredAt: minutesAgo(ago) },
  })
  const pressure = [at('systolic', 120, 300), at('diastolic', 70, 300)]
  expect(nowLine([at('heart_rate', 76, 1), ...pressure], now)).toBe('心率76，血压正常')
  expect(nowLine([at('heart_rate', 76, 11), ...pressure], now)).toBe('血压正常')
  expect(nowLine([at('heart_rate', null, 1)], now)).toBe('')
})

test('no sentence names an illness or gives advice of a doctor, and each carries its own time', () => {
  const facts = {
    ...{ metric: 'heart_rate', value: 140, limit: 130, usual: 70, rise: 30, hours: 12 },
    since: minutesAgo(20).toISOString(),
    measuredAt: minutesAgo(1).toISOString(),
  }
  for (const rule of alertRuleCodes) {
    const said = alertSentence(rule, facts)
    expect(said.length).toBeGreaterThan(4)
    expect(`${alertRuleWords[rule]}${said}`).not.toMatch(
      /病|症|诊断|心衰|房颤|服药|undefined|null|—/,
    )
  }
  expect(alertSentence('heart_rate_high', facts)).toBe(
    '11月17日（周二）上午9:40起，心率一直高于130次/分，最近140次/分（11月17日（周二）上午9:59测）',
  )
})

test('a night is counted from what the bed said, and silence of the bed is nobody’s sleep', () => {
  const bed = lastMinutes([
    ...times(60, 0),
    ...times(180, 1),
    ...times(10, 0),
    ...times(120, 1),
    ...times(20, 0),
  ])
  const stages = lastMinutes([
    ...times(60, undefined),
    ...times(100, 2),
    ...times(80, 0),
    ...times(150, undefined),
  ])
  expect(nightOf(bed, stages, now)).toMatchObject({ inBed: 300, timesOut: 1 })
  expect(nightOf(bed, stages, now)?.asleep).toBe(100)
  expect(nightOf(lastMinutes(times(60, 0)), [], now)).toBeUndefined()
  // The bed fell silent after one word: it is believed for a quarter of an hour.
  expect(nightOf([...lastMinutes([1, ...times(300, undefined)])], [], now)?.inBed).toBe(15)
})

test('a day and a week read as people speak, each class by itself', () => {
  const spread = { mean: 74.4, min: 52, max: 118, hours: 24 }
  const lines = dayLines({
    heartRate: spread,
    systolic: { ...spread, mean: 126 },
    diastolic: { ...spread, mean: 72 },
    night: { asleep: 390, inBed: 450, timesOut: 2 },
    activity: { activeHours: 11, doorOpened: 2, water: 92.6 },
  })
  expect(lines).toEqual({
    vitals: '心率平均74（52–118），血压正常',
    sleep: '夜里睡了6个半小时，起来2次',
    activity: '有11个小时有动静，开过家门，用水93升',
  })
  const facts = { ...lines, alerts: 1, heartRate: 74, asleep: 420, timesOut: 2, activeHours: 11 }
  expect(summaryWords(facts, ['sleep'])).toBe('夜里睡了6个半小时，起来2次。有1次提醒。')
  expect(summaryWords(facts, ['vitals', 'activity'])).not.toContain('睡')
  const week = weekFacts([facts, { ...facts, heartRate: 76, alerts: 0 }])
  expect(summaryWords(week, ['vitals', 'sleep'])).toBe(
    '心率平均75（7天里有2天的数据）。平均每晚睡7小时，起来2次。有1次提醒。',
  )
  expect(dayLines({ heartRate: { ...spread, hours: 5 } }).vitals).toContain('只有5个小时有数据')
})
