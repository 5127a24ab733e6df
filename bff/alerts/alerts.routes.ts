import {
  acknowledgeAlert,
  listDeskAlerts,
  listElderAlerts,
  listMyAlerts,
  listMyMutes,
  listSummaries,
  muteRule,
  noteConsciousness,
  raiseTestAlarm,
  readAlert,
  readNews2,
  readPhoneList,
  readQuietHours,
  readThresholds,
  revealAlertContacts,
  setAlertOutcome,
  setQuietHours,
  setThreshold,
} from '#shared/alerts/alerts.contract.ts'
import {
  listDeviceFaults,
  listShiftNotes,
  markShiftNoteRead,
  writeShiftNote,
} from '#shared/alerts/shift.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Alerts } from './alerts.service.ts'

export const serveAlerts = (serve: Kernel, alerts: Alerts): void => {
  const { reading, acting, thresholds, phoneList, shiftNotes, deviceFaults, checks } = alerts
  serve.json(listElderAlerts, ({ actor, params, query }) =>
    reading.ofElder(actor, params, query.cursor),
  )
  serve.json(listMyAlerts, ({ actor, query }) => reading.mine(actor, query.cursor))
  serve.json(listDeskAlerts, ({ actor, params }) => reading.ofDesk(actor, params.subdistrictId))
  serve.json(readAlert, ({ actor, params }) => reading.one(actor, params))
  serve.json(acknowledgeAlert, ({ actor, params }) => acting.acknowledge(actor, params))
  serve.json(setAlertOutcome, ({ actor, params, body }) => acting.setOutcome(actor, params, body))
  serve.json(revealAlertContacts, ({ actor, params }) => acting.revealContacts(actor, params))
  serve.json(listMyMutes, ({ actor, params }) => acting.listMutes(actor, params))
  serve.json(muteRule, ({ actor, params, body }) => acting.mute(actor, params, body))
  serve.json(readQuietHours, ({ actor }) => acting.quietHours(actor))
  serve.json(setQuietHours, ({ actor, body }) => acting.setQuietHours(actor, body.quiet))
  serve.json(raiseTestAlarm, ({ actor, params }) => acting.raiseTest(actor, params))
  serve.json(readThresholds, ({ actor, params }) => thresholds.read(actor, params))
  serve.json(setThreshold, ({ actor, params, body }) => thresholds.set(actor, params, body))
  serve.json(listSummaries, ({ actor, params, query }) =>
    alerts.summaries.list(actor, params, query.span),
  )
  serve.json(readPhoneList, ({ actor, params }) => phoneList.read(actor, params))
  serve.json(readNews2, ({ actor, params }) => checks.read(actor, params))
  serve.json(noteConsciousness, ({ actor, params, body }) => checks.note(actor, params, body.level))
  serve.json(listShiftNotes, ({ actor, params, query }) =>
    shiftNotes.list(actor, params, query.cursor),
  )
  serve.json(writeShiftNote, ({ actor, params, body }) =>
    shiftNotes.write(actor, params, body.text),
  )
  serve.json(markShiftNoteRead, ({ actor, params }) => shiftNotes.markRead(actor, params))
  serve.json(listDeviceFaults, ({ actor, params }) =>
    deviceFaults.list(actor, params.subdistrictId),
  )
}
