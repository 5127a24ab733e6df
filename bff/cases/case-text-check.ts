import type { TextCheck } from '#shared/cases/case-status.ts'
import type { CaseId, SubdistrictId } from '#shared/ids.ts'
import { caseId, subdistrictId } from '#shared/ids.ts'
import type { CaseContext } from './case-context.ts'
import { system } from './case-context.ts'
import type { CaseRecord } from './case-record.ts'
import { advance, findCase } from './cases.store.ts'

const states = { pass: 'passed', review: 'review', risky: 'risky' } as const satisfies Record<
  string,
  TextCheck
>

/** Everything the reporter wrote, as others would read it. */
const writtenIn = ({ text, timeline }: CaseRecord): string =>
  [text, ...timeline.flatMap(({ kind, data }) => (kind === 'supplemented' ? [data.text] : []))]
    .filter((part) => typeof part === 'string')
    .join('\n')

/** Asks WeChat about a reporter's words (msg_sec_check), after filing: no report waits for it. */
export const createTextCheck = (context: CaseContext) => {
  const { accounts, clock, database, jobs, wechat, tell, announce } = context

  const keep = (
    key: { subdistrictId: SubdistrictId; caseId: CaseId },
    verdict: keyof typeof states,
  ) =>
    database.inTransaction(async (tx) => {
      const record = await findCase(tx, key)
      // A repeat of this job, or a person's decision in between, has settled it.
      if (record?.textCheck !== 'pending') return
      const isRisky = verdict === 'risky'
      const reviewReasons = isRisky
        ? [...new Set([...record.reviewReasons, 'text_risky' as const])]
        : [...record.reviewReasons]
      const entries =
        verdict === 'pass'
          ? []
          : [{ kind: 'text_checked' as const, internal: true, actor: system, data: { verdict } }]
      const change = { textCheck: states[verdict], reviewReasons }
      if (!(await advance(tx, record, change, entries, clock.now())))
        throw new Error('the case moved meanwhile')
      if (isRisky)
        await tell(tx, 'case_for_review', record, await context.dutyOfficers(tx, key.subdistrictId))
      announce(tx, key, record.lastSeq + entries.length)
    })

  /** @throws Error when WeChat could not be asked: the job comes again. */
  const check = async (job: { subdistrictId: string; caseId: string }): Promise<void> => {
    const key = { subdistrictId: subdistrictId(job.subdistrictId), caseId: caseId(job.caseId) }
    const { reader } = database
    const record = await findCase(reader, key)
    const [writer] = record?.reporterIds ?? []
    const openId = writer ? await accounts.openIdOf(reader, writer) : null
    // Without WeChat (the counter, the demo) nobody can be asked: it stays pending.
    if (record?.textCheck !== 'pending' || !openId) return
    const verdict = await wechat.checkText({ text: writtenIn(record), openId, scene: 'forum' })
    if (verdict === 'unavailable') throw new Error('WeChat could not be asked about a text')
    await keep(key, verdict)
  }
  jobs.handle('case.check-text', check)
  return { checkText: check }
}
