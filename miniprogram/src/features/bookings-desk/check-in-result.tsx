import { View } from '@tarojs/components'
import { timeOfDayWords } from '#shared/bookings/bookings.words.ts'
import { spanInWords } from '#shared/cases/deadline.words.ts'
import { spoken } from '../../components/aria.ts'
import { Card, ListRow } from '../../components/card.tsx'
import { classes } from '../../components/classes.ts'
import { Icon } from '../../components/icon.tsx'
import { Stack } from '../../components/layout.tsx'
import { Heading } from '../../components/words.tsx'
import s from './check-in.module.scss'
import type { Candidate, CheckIn } from './use-check-in.ts'

interface ResultProps {
  readonly work: CheckIn
  readonly now: Date
}

/** Green with the name, red with the reason; it is read out as well. */
export function CheckInResultView({ work, now }: ResultProps) {
  const { result } = work
  return (
    <>
      <View {...spoken({ role: 'status', live: 'assertive' })}>
        {result === null || result.is === 'several' ? null : result.is === 'good' ? (
          <View className={classes(s.result, s.good)}>
            <View className={s.head}>
              <Icon name="check" large />
              <View className={s.name}>{`${result.who.personName}，签到了`}</View>
            </View>
            <View className={s.words}>{whatWords(result.who, now)}</View>
            {result.isKept ? (
              <View className={s.words}>没有网络，记在这台设备上，网络好了自动补发。</View>
            ) : null}
          </View>
        ) : (
          <View className={classes(s.result, s.bad)}>
            <View className={s.head}>
              <Icon name="warn" large />
              <View className={s.name}>{result.title}</View>
            </View>
            <View className={s.words}>{result.words}</View>
          </View>
        )}
      </View>
      {result?.is !== 'several' ? null : (
        <Stack gap="s">
          <Heading level={2}>是哪一位？</Heading>
          <Card kind="rows">
            {result.candidates.map((one) => (
              <ListRow
                key={one.bookingId}
                icon="person"
                title={one.personName}
                note={`${timeOfDayWords(new Date(one.startsAt))} · ${one.serviceName} · ${one.number}`}
                onPress={() => work.choose(one)}
              />
            ))}
          </Card>
        </Stack>
      )}
    </>
  )
}

/** Early and late are said, so that nobody is sent home or waits for nothing. */
const whatWords = ({ serviceName, startsAt }: Candidate, now: Date): string => {
  const at = new Date(startsAt)
  const late = now.getTime() - at.getTime()
  const note = late > 5 * 60_000 ? `，晚了 ${spanInWords(late)}` : ''
  return `${serviceName}，${timeOfDayWords(at)}${note}`
}
