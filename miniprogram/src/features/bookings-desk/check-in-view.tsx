import { View } from '@tarojs/components'
import { useState } from 'react'
import { siteId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { Words } from '../../components/words.tsx'
import { SiteChoice } from '../../parts/bookings/site-choice.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { bookForPage, dayPage } from '../../parts/staff/staff-pages.ts'
import { go } from '../../platform/navigation.ts'
import { usePageParams } from '../../platform/page-lifecycle.ts'
import { CheckInCamera } from './check-in-camera.tsx'
import { CheckInResultView } from './check-in-result.tsx'
import s from './pane.module.scss'
import { useCheckIn } from './use-check-in.ts'
import { useDay } from './use-day.ts'
import { useKnownSites } from './use-known-sites.ts'
import type { BookingDesk } from './workplaces.ts'

/** At the door: a code, a number or four digits, and a result one sees from a step away. */
export function CheckInView({ desk }: { desk: BookingDesk }) {
  const { subdistrictId } = desk
  const asked = usePageParams().site
  const { state, reload, site, choose } = useKnownSites(subdistrictId, asked)
  return (
    <Screen title="签到" lead={site?.name}>
      <AsyncView
        state={state}
        retry={reload}
        isEmpty={(sites) => sites.length === 0}
        empty={{ title: '还没有您的服务点', words: '请管理员把您的岗位安排到服务点。' }}
      >
        {(sites) => (
          <Stack>
            {site === null ? null : <Door key={site.siteId} desk={desk} site={site.siteId} />}
            <SiteChoice
              sites={sites.map(({ siteId: value, name: words }) => ({ value, words }))}
              site={site?.siteId ?? ''}
              onChange={choose}
              question="哪个服务点"
              all={null}
            />
          </Stack>
        )}
      </AsyncView>
    </Screen>
  )
}

function Door({ desk: { subdistrictId }, site }: { desk: BookingDesk; site: string }) {
  const now = useNow()
  const day = useDay({ subdistrictId, siteId: siteId(site), day: shanghaiDay(now) })
  const work = useCheckIn(day)
  const [typed, setTyped] = useState('')
  const submit = async (said: string) => {
    const result = await work.submit(said)
    if (result.is !== 'bad') setTyped('')
  }
  const enter = () => {
    if (typed.trim() !== '' && !work.busy) submit(typed)
  }
  const come = day.rows.filter(({ status }) => status === 'checked_in' || status === 'served')
  const waits = day.waiting.length === 0 ? '' : `，待发送 ${day.waiting.length}`
  return (
    <View className={s.column}>
      <CheckInResultView work={work} now={now} />
      <CheckInCamera onCode={submit} />
      <Stack gap="s">
        <Field
          label="预约号或后四位"
          hint="8 位预约号，或者手机号、身份证的后四位"
          kind="text"
          value={typed}
          onChange={setTyped}
          onEnter={enter}
          maxLength={200}
        />
        <Button
          words="签到"
          busy={work.busy}
          disabledReason={typed.trim() === '' ? '先输入号码' : undefined}
          onPress={enter}
        />
      </Stack>
      {day.rows.length === 0 && waits === '' ? null : (
        <Words kind="quiet">{`今天 ${day.rows.length} 人，到了 ${come.length} 人${waits}。`}</Words>
      )}
      <Row spread="fill">
        <Button
          words="今日名单"
          kind="secondary"
          icon="list"
          onPress={() => go(dayPage, { subdistrict: subdistrictId })}
        />
        <Button
          words="没约的，现场登记"
          kind="secondary"
          icon="plus"
          onPress={() => go(bookForPage, { subdistrict: subdistrictId, channel: 'walk_in' })}
        />
      </Row>
    </View>
  )
}
