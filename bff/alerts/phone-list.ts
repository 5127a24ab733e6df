import type { Transaction } from '#db/database.ts'
import type { EscalationStep, PhoneListStep } from '#shared/alerts/alerts.contract.ts'
import { escalationSteps } from '#shared/alerts/alerts.contract.ts'
import type { PersonId } from '#shared/ids.ts'
import { relationWords } from '#shared/relatives/relatives.words.ts'
import type { Actor } from '../accounts/actor.ts'
import type { AlertContext } from './alert-context.ts'
import type { Elder, ElderKey } from './alert-neighbours.ts'
import type { Telling } from './telling.ts'

const words: Readonly<Record<EscalationStep, string>> = {
  family: '先告诉家人',
  care_staff: '家人没有答复，告诉照护人员',
  officer: '还没有人答复，告诉居委专管员',
  duty: '再没有人答复，告诉街道值班',
  nobody: '一直没有人答复：紧急的转成事件，值班派人上门',
}

/** Who is told first, next and last, and what happens when nobody answers. */
export const createPhoneList = (context: AlertContext, telling: Telling) => {
  const { accounts, care, clock, database, places } = context

  const officeOf = async (tx: Transaction, elder: Elder, step: EscalationStep) => {
    const { subdistrictId } = elder
    if (step === 'duty' || step === 'nobody') return places.dutyDesk(tx, subdistrictId)
    const unitId =
      step === 'officer' ? await context.officerUnitOf(tx, elder) : await care.deskOf(tx, elder)
    return unitId === null ? undefined : places.unit(tx, subdistrictId, unitId)
  }

  const stepFor = async (
    tx: Transaction,
    elder: Elder,
    step: EscalationStep,
  ): Promise<PhoneListStep> => {
    const { escalation } = context.figuresAt(clock.now())
    const after = (severity: 'high' | 'medium' | 'low'): number | null =>
      step === 'family' ? 0 : (escalation[severity][step] ?? null)
    const followers = step === 'family' ? await care.followersOf(tx, elder.personId, 'alerts') : []
    const staff = step === 'family' ? [] : await telling.peopleOf(tx, elder, step)
    const people: { personId: PersonId; who: string }[] = [
      ...followers.map(({ personId, relation, name }) => ({
        personId,
        who: `${relationWords[relation]} ${name}`,
      })),
      ...staff.map(({ personId, personName }) => ({ personId, who: personName })),
    ]
    const ways = await accounts.waysOf(
      tx,
      people.map(({ personId }) => personId),
    )
    const office = step === 'family' ? undefined : await officeOf(tx, elder, step)
    return {
      ...{ step, words: words[step], high: after('high'), medium: after('medium') },
      low: after('low'),
      people: [
        ...people.map(({ personId, who }) => {
          const way = ways.get(personId)
          const reachable = way !== undefined && (way.hasAccount || way.mobile !== null)
          return { who, phone: null, reachable }
        }),
        ...(office ? [{ who: office.name, phone: office.phone, reachable: true }] : []),
      ],
    }
  }

  return {
    /** @throws Refusal unknown_elder */
    read: (actor: Actor, key: ElderKey): Promise<{ steps: PhoneListStep[] }> =>
      database.inTransaction(async (tx) => {
        const { elder } = await care.known(tx, actor, key)
        const steps: PhoneListStep[] = []
        for (const step of escalationSteps) steps.push(await stepFor(tx, elder, step))
        // For who lives at home his 居委 is the one that looks after him already.
        return { steps: steps.filter(({ step }) => step !== 'officer' || elder.unitId !== null) }
      }),
  }
}
export type PhoneList = ReturnType<typeof createPhoneList>
