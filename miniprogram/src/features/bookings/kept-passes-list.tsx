import { useEffect, useState } from 'react'
import { fullWhenWords } from '#shared/bookings/bookings.words.ts'
import { Stack } from '../../components/layout.tsx'
import { Heading, Words } from '../../components/words.tsx'
import type { Pass } from '../../parts/bookings/kept-passes.ts'
import { readPasses } from '../../parts/bookings/kept-passes.ts'
import { useNow } from '../../parts/clock/use-now.ts'
import { useOnline } from '../../platform/connection.ts'
import { CodeCard } from './code-card.tsx'

/** Codes seen last time; empty until they were read. */
export const usePasses = (): readonly Pass[] => {
  const [passes, setPasses] = useState<readonly Pass[]>([])
  useEffect(() => {
    readPasses().then(setPasses)
  }, [])
  return passes
}

const dayLength = 24 * 60 * 60 * 1000

/** Without a network: the codes of what lies ahead, as they were seen last. Nothing with one. */
export function KeptPasses({ only }: { only?: string }) {
  const now = useNow()
  const online = useOnline()
  const passes = usePasses().filter(
    ({ bookingId, startsAt }) =>
      (only === undefined || bookingId === only) &&
      Date.parse(startsAt) > now.getTime() - dayLength,
  )
  if (online || passes.length === 0) return null
  return (
    <Stack>
      <Heading level={2}>没有网络也能用的签到码</Heading>
      {passes.map((pass) => (
        <PassCard key={pass.bookingId} pass={pass} now={now} />
      ))}
    </Stack>
  )
}

export function PassCard({ pass, now }: { pass: Pass; now: Date }) {
  const { serviceName, personName, startsAt, siteName, address, phone } = pass
  const when = fullWhenWords(new Date(startsAt), now)
  return (
    <CodeCard code={pass.checkInCode} number={pass.number}>
      <Words kind="lead">{`${serviceName}\n${when}`}</Words>
      <Words>{`${personName}\n${siteName}\n${address}\n${phone}`}</Words>
    </CodeCard>
  )
}
