import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  answerInvite,
  listLooks,
  listMyElders,
  makeInvite,
  pauseCare,
  readCircle,
  readElder,
  resumeCare,
  withdrawFollower,
} from '#shared/care/care.contract.ts'
import {
  breakGlass,
  changeElder,
  deleteElderReadings,
  endElderCare,
  enrolElder,
  readDisplay,
  readWall,
} from '#shared/care/care-desk.contract.ts'
import { inviteId, pauseId, personId } from '#shared/ids.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import {
  chu,
  fang,
  hong,
  liuwan,
  shen,
  signedInAs,
  storeLatest,
} from '#tests/readings/care-scene.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { careScene, fangKey, inHexing, seeSleep, seeVitals, textVersion } from './care-scene.ts'

let app: TestApp
let people: Record<string, Client>
let elderNo: number
const { agree, follow, homeUnit, idOf, paperFor, rows, seen } = careScene(() => app)

/** Of whom every endpoint is asked; what each may is written by hand below. */
const callers = [
  'elder',
  'follower', // sees vitals alone
  'removed', // followed once
  'stranger',
  'nurse', // of his home
  'officer', // of the 居委 where the home stands: no business of hers
  'otherHome', // a nurse of the other subdistrict's home
  'duty', // without broken glass
  'glass', // another 值班长 who broke it
] as const

const client = (name: string): Client => {
  const found = people[name]
  if (!found) throw new Error(`no ${name}`)
  return found
}

beforeAll(async () => {
  app = await startTestApp()
  const nurse = await app.as('hexing-care-home-1-1')
  people = {
    nurse,
    elder: await signedInAs(app, fang),
    follower: await app.as('zhang-hui'),
    removed: await app.as('chen-yue'),
    stranger: await app.as('xia-genfa'),
    officer: await app.as('hexing-officer-weitang'),
    otherHome: await app.as('liuwan-care-home-1-1'),
    duty: await app.as('hexing-duty-1'),
    glass: await app.as('hexing-duty-2'),
  }
  await agree(client('elder'))
  const unitId = await homeUnit()
  await nurse.call(enrolElder, { params: inHexing, body: paperFor({ personId: fang, unitId }) })
  const [row] = await rows('select elder_no from cared_persons where person_id = $1', [fang])
  elderNo = Number(row.elder_no)
  const at = app.clock.now().getTime()
  await storeLatest(app, { ...fangKey, elderNo }, 'heart_rate', 76, at)
  await storeLatest(app, { ...fangKey, elderNo }, 'in_bed', 1, at)
  await follow(nurse, client('follower'), [seeVitals])
  await follow(nurse, client('removed'), [seeVitals, seeSleep])
  await client('removed').call(withdrawFollower, {
    params: { ...fangKey, followerId: await idOf(client('removed')) },
  })
})
afterAll(() => app?.stop())
beforeEach(async () => {
  await client('glass').call(breakGlass, { params: fangKey, body: { reason: '家里没人应门' } })
})

type Tried = (asking: Client) => Promise<{ readonly status: number }>
const key = fangKey
const tries: Record<string, { by: Tried; statuses: string }> = {
  //                                       eld fol rem str nur off oth dut gla
  readElder: {
    by: (asking) => asking.ask(readElder, { params: key }),
    statuses: '200 200 404 404 200 404 404 404 200',
  },
  readCircle: {
    by: (asking) => asking.ask(readCircle, { params: key }),
    statuses: '200 200 404 404 200 404 404 404 403',
  },
  listLooks: {
    by: (asking) => asking.ask(listLooks, { params: key }),
    statuses: '200 403 404 404 200 404 404 404 403',
  },
  makeInvite: {
    by: (asking) =>
      asking.ask(makeInvite, {
        params: key,
        body: {
          yes: [seeVitals],
          basis: asking === client('elder') ? 'self' : 'on_paper',
          textVersion,
          proofNote: '签字',
          lastDay: null,
        },
      }),
    statuses: '201 403 404 404 201 404 404 404 403',
  },
  answerInvite: {
    by: (asking) =>
      asking.ask(answerInvite, {
        params: { ...key, inviteId: inviteId(randomUUID()) },
        body: { answer: 'confirm', yes: [seeVitals], proofNote: '签字' },
      }),
    statuses: '409 403 404 404 409 404 404 404 403',
  },
  withdrawFollower: {
    by: (asking) =>
      asking.ask(withdrawFollower, { params: { ...key, followerId: personId(randomUUID()) } }),
    statuses: '200 403 404 404 200 404 404 404 403',
  },
  pauseCare: {
    by: (asking) =>
      asking.ask(pauseCare, {
        params: key,
        body: { reason: 'out', note: '', fromAt: null, untilAt: '2026-11-18T02:00:00.000Z' },
      }),
    statuses: '201 201 404 404 201 404 404 404 403',
  },
  resumeCare: {
    by: (asking) =>
      asking.ask(resumeCare, { params: { ...key, pauseId: pauseId(randomUUID()) }, body: {} }),
    statuses: '200 200 404 404 200 404 404 404 403',
  },
  enrolElder: {
    by: async (asking) =>
      asking.ask(enrolElder, {
        params: inHexing,
        body: paperFor({ personId: fang, unitId: await homeUnit() }),
      }),
    statuses: '403 403 403 403 409 403 403 403 403',
  },
  readWall: {
    by: async (asking) =>
      asking.ask(readWall, { params: inHexing, query: { unitId: await homeUnit() } }),
    statuses: '403 403 403 403 200 422 403 403 403',
  },
  readDisplay: {
    by: async (asking) =>
      asking.ask(readDisplay, { params: inHexing, query: { unitId: await homeUnit() } }),
    statuses: '403 403 403 403 200 422 403 403 403',
  },
  changeElder: {
    by: async (asking) => {
      const { personId: _person, ...paper } = paperFor({
        personId: fang,
        unitId: await homeUnit(),
      })
      return asking.ask(changeElder, { params: key, body: paper })
    },
    statuses: '403 403 403 403 200 404 403 403 403',
  },
  deleteElderReadings: {
    // Not by the nurse here: what it deletes is tried in tests/care/forgetting.
    by: (asking) =>
      asking === client('nurse')
        ? Promise.resolve({ status: 200 })
        : asking.ask(deleteElderReadings, { params: key, body: { proofNote: '签字' } }),
    statuses: '403 403 403 403 200 404 403 403 403',
  },
  endElderCare: {
    by: (asking) =>
      asking === client('nurse')
        ? Promise.resolve({ status: 200 })
        : asking.ask(endElderCare, { params: key, body: { proofNote: '签字' } }),
    statuses: '403 403 403 403 200 404 403 403 403',
  },
}

describe.each(Object.entries(tries))('%s', (_name, { by, statuses }) => {
  it('is answered as each may', async () => {
    const got: string[] = []
    for (const caller of callers) got.push(`${caller} ${(await by(client(caller))).status}`)
    const said = statuses.split(' ')
    expect(got).toEqual(callers.map((caller, at) => `${caller} ${said[at]}`))
  })
})

describe('what is shown of an elder', () => {
  it('is nothing of a class without a yes', async () => {
    expect(await seen(client('follower'))).toEqual(['vitals'])
    const { body } = await client('follower').ask(readElder, { params: key })
    expect(body.latest.map(({ metric }) => metric)).toEqual(['heart_rate'])
    expect(body.enrolment).toBeNull()
    const own = await client('elder').call(readElder, { params: key })
    expect(own.latest.map(({ metric }) => metric)).toEqual(['heart_rate', 'in_bed'])
    expect(own.enrolment?.proofNote).toContain('一号柜')
  })

  it('shows a follower the names of the others, and not what they may see', async () => {
    const other = await app.newcomer('open-second-child')
    await follow(client('nurse'), other, [seeVitals, seeSleep])
    const { followers, invites } = await client('follower').call(readCircle, { params: key })
    expect(followers.map(({ isMe, lines }) => `${isMe} ${lines.length}`).sort()).toEqual([
      'false 0',
      'true 1',
    ])
    expect(invites).toEqual([])
  })

  it('tells his followers and his staff when the glass is broken, and puts it on file', async () => {
    for (const name of ['follower', 'nurse']) {
      const { notices } = await client(name).call(listNotices)
      expect(notices.map(({ kind }) => kind)).toContain(
        name === 'nurse' ? 'care_glass_broken_staff' : 'care_glass_broken',
      )
    }
    const { notices } = await client('removed').call(listNotices)
    expect(notices.map(({ kind }) => kind)).not.toContain('care_glass_broken')
    const audited = await rows(
      `select count(*)::int as n from audit_entries
        where action = 'care.glass_broken' and object_id = $1`,
      [fang],
    )
    expect(audited[0].n).toBeGreaterThan(0)
  })

  it('is masked on the big screen of the home, and holds no measured value', async () => {
    const screen = await client('nurse').call(readDisplay, { params: inHexing })
    expect(screen.residents).toEqual([{ maskedName: '方**', room: '201', kind: 'paused' }])
  })
})

describe('who takes whom into care', () => {
  it('is the home for its residents, and the 居委 for those who live with it', async () => {
    const nurse = client('nurse')
    const unitId = await homeUnit()
    const ask = (asking: Client, personId: typeof fang, unit: typeof unitId | null) =>
      asking.ask(enrolElder, { params: inHexing, body: paperFor({ personId, unitId: unit }) })
    expect((await ask(client('officer'), hong, unitId)).code).toBe('not_allowed')
    expect((await ask(nurse, shen, null)).code).toBe('not_allowed')
    // 沈阿婆 lives in 合兴一村.
    expect((await ask(client('officer'), shen, null)).code).toBe('not_allowed')
    const hers = await app.as('hexing-officer-hexingyi')
    expect((await ask(hers, shen, null)).status).toBe(201)
    expect((await ask(hers, shen, null)).code).toBe('already_in_care')
    // Somebody of the other subdistrict is nobody here.
    expect((await ask(nurse, chu, unitId)).code).toBe('unknown_person')
    expect(await seen(hers, { ...inHexing, personId: shen })).toEqual(['vitals', 'sleep'])
    expect(await seen(nurse, { ...inHexing, personId: shen })).toBe(404)
    const elsewhere = { subdistrictId: liuwan, personId: shen }
    expect(await seen(hers, elsewhere)).toBe(404)
  })
})

describe('broken glass', () => {
  it('lists nobody to the duty desk, and is whole again after half an hour', async () => {
    expect((await client('glass').call(listMyElders)).elders).toEqual([])
    expect(await seen(client('glass'))).toEqual(['vitals', 'sleep'])
    app.clock.forward(29)
    expect(await seen(await app.as('hexing-duty-2'))).toEqual(['vitals', 'sleep'])
    app.clock.forward(2)
    expect(await seen(await app.as('hexing-duty-2'))).toBe(404)
  })
})
