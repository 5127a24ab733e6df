import { Readable } from 'node:stream'
import { exportHeads } from '#shared/care/care.words.ts'
import { maxExportDays } from '#shared/care/care-rules.ts'
import { csvLine, csvStart } from '#shared/http/csv.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import { metricClasses, metricCodes, metrics } from '#shared/readings/metrics.ts'
import { metricWords, qualityWords } from '#shared/readings/readings.words.ts'
import { isRealDay } from '#shared/relatives/age.ts'
import { addDays, shanghaiInstant, shanghaiOffsetMinutes } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Download } from '../http/serve.ts'
import type { EachReading } from '../readings/reading-record.ts'
import type { Readings } from '../readings/readings.service.ts'
import { careEverOf } from './care.store.ts'
import type { CareContext } from './care-context.ts'
import type { ElderKey } from './care-record.ts'
import { observationsOf } from './export-fhir.ts'
import type { Looks } from './looks.ts'

const hour = 60 * 60_000

export interface Period {
  readonly from: string
  /** Last day. */
  readonly to: string
}

/** @throws Refusal export_days when it is backwards, longer than 31 days, or no real day */
export const approvePeriod = ({ from, to }: Period): { from: Date; to: Date } => {
  const isRight = isRealDay(from) && isRealDay(to) && from <= to
  if (!isRight || to > addDays(from, maxExportDays - 1)) throw new Refusal('export_days')
  return { from: shanghaiInstant(from), to: shanghaiInstant(addDays(to, 1)) }
}

/** `2026-11-17 10:00:00`, in Shanghai. */
const localTime = (at: Date): string =>
  new Date(at.getTime() + shanghaiOffsetMinutes * 60_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ')

const csvRow = ({ metric, value, quality, measuredAt, receivedAt, model, serial }: EachReading) =>
  csvLine([
    localTime(measuredAt),
    metricWords[metric].name,
    value,
    metricWords[metric].unit,
    qualityWords[quality],
    [model, serial].filter((part) => part !== null).join(' '),
    localTime(receivedAt),
  ])

/** Readings for taking away: streamed by the hour, so that a month at one a second needs no memory. */
export const createExporting = (
  context: CareContext,
  looks: Looks,
  readings: Pick<Readings, 'eachOf'>,
) => {
  const { accounts, platform, rights, audit } = context
  const { clock, database, ids } = platform

  /**
   * What the actor may take away of whom: his own all, even after his care has ended; of others what
   * he may view, but nothing through broken glass. @throws Refusal unknown_elder | not_allowed
   */
  const allowed = async (actor: Actor, key: ElderKey) => {
    const { reader } = database
    if (key.personId === actor.personId) {
      const ever = await careEverOf(reader, actor.personId)
      const here = ever.find(({ subdistrictId }) => subdistrictId === key.subdistrictId)
      if (!here) throw new Refusal('unknown_elder')
      return { elderNo: here.elderNo, classes: [...metricClasses], as: 'self' as const }
    }
    const { elder, rights: held } = await rights.known(reader, actor, key)
    const grants = held.grants.filter(({ as }) => as !== 'break_glass')
    const classes = metricClasses.filter((one) =>
      grants.some((grant) => grant.classes.includes(one)),
    )
    const [first] = grants
    if (!first || classes.length === 0) throw new Refusal('not_allowed')
    return { elderNo: elder.elderNo, classes, as: first.as }
  }

  const metricsOf = (classes: readonly MetricClass[]) =>
    metricCodes.filter((code) => classes.includes(metrics[code].class))

  /** Rights are asked for again with each hour: what is withdrawn meanwhile goes out no further. */
  const hours = async function* (
    actor: Actor,
    key: ElderKey,
    { from, to }: { from: Date; to: Date },
  ) {
    const end = Math.min(to.getTime(), clock.now().getTime() + hour)
    for (let at = from.getTime(); at < end; at += hour) {
      const { elderNo, classes } = await allowed(actor, key)
      const until = new Date(at + hour)
      yield await readings.eachOf(database.reader, elderNo, metricsOf(classes), new Date(at), until)
    }
  }

  /** Noted for the elder and audited before the first byte. */
  const begin = async (actor: Actor, key: ElderKey, said: Period, form: 'csv' | 'fhir') => {
    const period = approvePeriod(said)
    const { as, classes } = await allowed(actor, key)
    await database.inTransaction(async (tx) => {
      await audit(tx, actor, key, 'care.exported', {
        ...{ form, as, from: said.from, to: said.to },
        classes: classes.join(),
      })
      await looks.note(tx, { elders: [key], viewerId: actor.personId, scope: 'export', as })
    })
    return period
  }

  const fileName = (said: Period, end: string) => `linli-readings-${said.from}-${said.to}.${end}`

  return {
    /** @throws Refusal unknown_elder | not_allowed | export_days */
    csv: async (actor: Actor, key: ElderKey, said: Period): Promise<Download> => {
      const period = await begin(actor, key, said, 'csv')
      const lines = async function* () {
        yield csvStart + csvLine(exportHeads)
        for await (const page of hours(actor, key, period)) yield page.map(csvRow).join('')
      }
      return {
        contentType: 'text/csv; charset=utf-8',
        content: Readable.from(lines(), { objectMode: false }),
        fileName: fileName(said, 'csv'),
      }
    },

    /** HL7 FHIR R4 Bundle. @throws Refusal unknown_elder | not_allowed | export_days */
    fhir: async (actor: Actor, key: ElderKey, said: Period): Promise<Download> => {
      const period = await begin(actor, key, said, 'fhir')
      const subject = `urn:uuid:${key.personId}`
      const { displayName } = await accounts.personOf(database.reader, key.personId)
      const patient = {
        fullUrl: subject,
        resource: { resourceType: 'Patient', id: key.personId, name: [{ text: displayName }] },
      }
      const head = {
        resourceType: 'Bundle',
        id: ids.next(),
        type: 'collection',
        timestamp: clock.now().toISOString(),
      }
      const text = async function* () {
        yield `${JSON.stringify(head).slice(0, -1)},"entry":[${JSON.stringify(patient)}`
        for await (const page of hours(actor, key, period))
          yield observationsOf(page, subject, ids.next)
            .map((entry) => `,${JSON.stringify(entry)}`)
            .join('')
        yield ']}'
      }
      return {
        contentType: 'application/fhir+json; charset=utf-8',
        content: Readable.from(text(), { objectMode: false }),
        fileName: fileName(said, 'json'),
      }
    },
  }
}
export type Exporting = ReturnType<typeof createExporting>
