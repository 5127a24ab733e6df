import { Banner } from '../../components/card.tsx'
import { LiveRegion } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import type { Freshness } from './freshness.ts'
import { freshnessWords } from './freshness.words.ts'

/** Why there is no new value: four silences that must not be taken for one another. */
export function FreshnessBanner({ freshness }: { freshness: Freshness }) {
  const words = freshnessWords(freshness)
  const isCalm = freshness.kind === 'reconnecting' || freshness.kind === 'no_consent'
  return (
    <>
      {/* Said when the kind changes, not every minute that goes by. */}
      <LiveRegion words={words === null ? '' : spokenKinds[freshness.kind]} />
      {words === null ? null : (
        <Banner
          tone={isCalm ? 'blue' : 'yellow'}
          icon={freshness.kind === 'platform_down' ? 'offline' : isCalm ? 'refresh' : 'warn'}
          title={words.title}
        >
          <Words>{words.more}</Words>
        </Banner>
      )}
    </>
  )
}

const spokenKinds: Readonly<Record<Freshness['kind'], string>> = {
  waiting: '',
  fresh: '',
  reconnecting: '正在重新连接',
  platform_down: '平台连不上，数据停了',
  device_offline: '设备离线，数据停了',
  sensor_off: '传感器没戴好',
  no_consent: '没有同意，看不到',
}
