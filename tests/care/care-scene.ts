import { giveConsent, readMe } from '#shared/accounts/accounts.contract.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import { answerInvite, makeInvite, readElder, useInvite } from '#shared/care/care.contract.ts'
import type { enrolElder } from '#shared/care/care-desk.contract.ts'
import { careConsentTextVersion } from '#shared/care/care-rules.ts'
import type { CareYes } from '#shared/care/care-shapes.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { unitId } from '#shared/ids.ts'
import { listUnits } from '#shared/places/places.contract.ts'
import { fang, hexing } from '#tests/readings/care-scene.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'

export const textVersion = careConsentTextVersion
export const inHexing = { subdistrictId: hexing }
/** 方仲义 of 合兴敬老院. */
export const fangKey = { ...inHexing, personId: fang }

export const seeVitals: CareYes = { metricClass: 'vitals', purpose: 'view' }
export const toldOfVitals: CareYes = { metricClass: 'vitals', purpose: 'alerts' }
export const seeSleep: CareYes = { metricClass: 'sleep', purpose: 'view' }

type Enrolled = BodyOf<typeof enrolElder>

/** What the tests of care do again and again, all through the door. */
export const careScene = (app: () => TestApp) => {
  /** The home's unit, as its own staff find it among the units. */
  const homeUnit = async () => {
    const duty = await app().as('hexing-duty-1')
    const { units } = await duty.call(listUnits, { params: inHexing })
    const home = units.find(({ kind }) => kind === 'care_home')
    if (!home) throw new Error('no care home')
    return unitId(home.unitId)
  }
  const paperFor = (about: Pick<Enrolled, 'personId' | 'unitId'>): Enrolled => ({
    ...about,
    room: '201',
    livesAlone: false,
    onOxygen: false,
    oxygenScale: 1,
    measured: ['vitals', 'sleep'],
    basis: 'on_paper',
    textVersion,
    proofNote: '本人签字，存护理站一号柜',
  })
  /** Makes a code, types it, says yes: as a family does, with the home's nurse for the elder. */
  const follow = async (
    speaker: Client,
    follower: Client,
    yes: readonly CareYes[],
    {
      key = fangKey,
      basis = 'on_paper' as 'on_paper' | 'self',
      lastDay = null as string | null,
    } = {},
  ) => {
    const proofNote = basis === 'self' ? null : '本人在护理站口头同意，两人在场'
    const { code, inviteId } = await speaker.call(makeInvite, {
      params: key,
      body: { yes: [...yes], basis, textVersion, proofNote, lastDay },
    })
    await follower.call(useInvite, { body: { code, relation: 'child' } })
    await speaker.call(answerInvite, {
      params: { ...key, inviteId },
      body: { answer: 'confirm', yes: [...yes], proofNote },
    })
    return inviteId
  }

  return {
    /** Somebody signed in otherwise than through WeChat reads the privacy guide too. */
    agree: (client: Client) =>
      client.call(giveConsent, {
        params: { purpose: 'privacy_guide' },
        body: { textVersion: privacyGuideVersion },
      }),
    homeUnit,
    paperFor,
    follow,
    idOf: async (client: Client) => (await client.call(readMe)).personId,
    /** Status of the answer and, when there is one, the classes whose readings are shown. */
    seen: async (client: Client, key = fangKey) => {
      const { status, body } = await client.ask(readElder, { params: key })
      return status === 200 ? body.viewClasses : status
    },
    rows: async (text: string, values: unknown[] = []) =>
      (await app().platform.database.pool.query(text, values)).rows,
  }
}
