/** Alarm priorities as IEC 60601-1-8 names them; `technical` is the lane of devices (lead off, offline). */
export const alertSeverities = ['high', 'medium', 'low', 'technical'] as const
export type AlertSeverity = (typeof alertSeverities)[number]

/** Every rule that can alert. Their figures are dated configuration beside this list. */
export const alertRuleCodes = [
  'help_button',
  'heart_rate_high',
  'heart_rate_low',
  'respiratory_rate_high',
  'respiratory_rate_low',
  'oxygen_low',
  'pressure_high',
  'pressure_low',
  'temperature_high',
  'news2',
  'heart_rate_trend',
  'away_from_baseline',
  'out_of_bed_at_night',
  'wandering',
  'no_activity_12h',
  'no_activity_24h',
  'not_out_3_days',
  'no_water',
  'not_seen',
  'device_offline',
  'sensor_off',
  'battery_low',
  'clock_wrong',
  'test',
] as const
export type AlertRuleCode = (typeof alertRuleCodes)[number]

const known: ReadonlySet<string> = new Set(alertRuleCodes)
export const isAlertRule = (text: string): text is AlertRuleCode => known.has(text)

/** How it ended, as whoever looked after it says. */
export const alertOutcomes = [
  'fine',
  'helped',
  'doctor_called',
  'ambulance',
  'device_fixed',
  'false_alarm',
  'not_reached',
] as const
export type AlertOutcome = (typeof alertOutcomes)[number]
