import { randomUUID } from 'node:crypto'
import { writtenItems } from '#db/seed/guide/build-items.ts'
import { seedId } from '#db/seed-id.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import { careConsentTextVersion } from '#shared/care/care-rules.ts'
import { subdistrictId as asSubdistrict } from '#shared/ids.ts'
import { relationshipTextVersion } from '#shared/relatives/relations.ts'

/** What must exist before a cell is tried; made anew for every cell that changes something. */
export interface Scene {
  readonly subdistrictId: string
  readonly caseId: string
  readonly photoId: string
  readonly afterPhotoId: string
  readonly unitId: string
  readonly placeId: string
  readonly personId: string
  readonly postId: string
  readonly refreshToken: string
  readonly loginCode: string
  readonly phoneCode: string
  readonly noticeId: string
}

export interface Request {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}

const inCase = ({ subdistrictId, caseId }: Scene) => ({ subdistrictId, caseId })
/** 沈阿婆 of 合兴, who has no account. */
const served = ({ subdistrictId }: Scene) => ({
  subdistrictId,
  personId: seedId('person/shen-apo'),
})
const ofNoAlert = (scene: Scene) => ({
  subdistrictId: scene.subdistrictId,
  alertId: randomUUID(),
})
const atNoUnit = (scene: Scene) => ({ subdistrictId: scene.subdistrictId, unitId: randomUUID() })
/** An elder whom nobody has. */
const ofNoElder = ({ subdistrictId }: Scene) => ({ subdistrictId, personId: randomUUID() })
const onPaper = {
  unitId: null,
  room: '',
  livesAlone: true,
  onOxygen: false,
  oxygenScale: 1,
  measured: ['vitals'],
  basis: 'on_paper',
  textVersion: careConsentTextVersion,
  proofNote: '本人签字，存居委档案柜',
}
const viewVitals = [{ metricClass: 'vitals', purpose: 'view' }]
const november = { from: '2026-11-01', to: '2026-11-30' }
const inSubdistrict = ({ subdistrictId }: Scene) => ({ subdistrictId })
const ofNoBooking = (scene: Scene) => ({ ...inSubdistrict(scene), bookingId: randomUUID() })
const ofNoRenovation = (scene: Scene) => ({
  ...inSubdistrict(scene),
  renovationId: randomUUID(),
})
const ofNoPayment = (scene: Scene) => ({ ...inSubdistrict(scene), paymentId: randomUUID() })

const ofNoItem = (scene: Scene) => ({ ...inSubdistrict(scene), code: 'NOBODY0000' })
const ofNoMatter = (scene: Scene) => ({ ...inSubdistrict(scene), matterId: randomUUID() })
const ofNoDevice = (scene: Scene) => ({ ...inSubdistrict(scene), deviceId: randomUUID() })
const ofNoOffer = (scene: Scene) => ({ ...inSubdistrict(scene), offerId: randomUUID() })
const atNoSite = (scene: Scene) => ({ ...inSubdistrict(scene), siteId: randomUUID() })
const schedule = {
  offerId: randomUUID(),
  resourceId: null,
  rule: 'FREQ=WEEKLY;BYDAY=MO',
  fromMinute: 540,
  toMinute: 600,
  capacity: 10,
  holidayPolicy: 'skip',
  startsOn: '2026-12-01',
  endsOn: null,
}

/** A request that succeeds for whoever is allowed. By the contract's name, as the oracle's rows. */
export const requests: Readonly<Record<string, (scene: Scene) => Request>> = {
  signInWithWechat: ({ loginCode }) => ({ body: { code: loginCode } }),
  listDemoPeople: () => ({}),
  signInAsDemoPerson: () => ({ body: { key: 'chen-yue' } }),
  refreshSession: ({ refreshToken }) => ({ body: { refreshToken } }),
  signOut: () => ({}),
  readMe: () => ({}),
  changeMe: () => ({ body: { largeType: true } }),
  setHome: ({ placeId }) => ({ body: { subdistrictId: asSubdistrict('hexing'), placeId } }),
  bindPhone: ({ phoneCode }) => ({ body: { code: phoneCode } }),
  giveConsent: () => ({
    params: { purpose: 'privacy_guide' },
    body: { textVersion: privacyGuideVersion },
  }),
  withdrawConsent: () => ({ params: { purpose: 'privacy_guide' } }),
  exportMe: () => ({}),
  deleteMe: () => ({}),
  listPosts: (scene) => ({ params: inSubdistrict(scene) }),
  searchPeople: (scene) => ({ params: inSubdistrict(scene), body: { text: '陈' } }),
  givePost: (scene) => ({
    params: inSubdistrict(scene),
    body: {
      personId: scene.personId,
      role: 'volunteer',
      isHead: false,
      unitId: null,
      placeId: null,
    },
  }),
  endPost: (scene) => ({ params: { ...inSubdistrict(scene), postId: scene.postId } }),
  searchPlaces: () => ({ query: { text: '合兴' } }),
  findPlaceAtPoint: () => ({ query: { longitude: '121.4', latitude: '31.2', datum: 'wgs84' } }),
  listSubdistricts: () => ({}),
  readMap: (scene) => ({ params: inSubdistrict(scene) }),
  readPlaceOfficer: (scene) => ({ params: { ...inSubdistrict(scene), placeId: scene.placeId } }),
  listUnits: (scene) => ({ params: inSubdistrict(scene) }),
  listRelatives: () => ({}),
  makeRelationCode: () => ({ body: { textVersion: relationshipTextVersion } }),
  // Nobody shows this code: who may try is told so (422).
  useRelationCode: () => ({ body: { code: '000000', relation: 'child' } }),
  declareRelative: ({ placeId }) => ({
    body: {
      name: '夏阿婆',
      bornOn: '1930-05-01',
      home: { subdistrictId: asSubdistrict('hexing'), placeId },
      relation: 'child',
      textVersion: relationshipTextVersion,
    },
  }),
  withdrawRelationship: () => ({ params: { relationshipId: randomUUID() } }),
  readMyProfile: () => ({}),
  changeMyProfile: () => ({ body: {} }),
  findPersonToServe: (scene) => ({ params: inSubdistrict(scene), body: { name: '沈秀珍' } }),
  readPersonToServe: (scene) => ({ params: served(scene) }),
  registerPersonAtCounter: (scene) => ({
    params: inSubdistrict(scene),
    body: {
      name: '顾阿公',
      phone: null,
      bornOn: '1940-02-29',
      idNumber: null,
      home: { placeId: scene.placeId },
      residence: 'hukou',
    },
  }),
  verifyProfile: (scene) => ({
    params: served(scene),
    body: { bornOn: '1933-04-12', residence: 'hukou', assessedLevel: 3, idNumber: null },
  }),
  // Nobody has this number: who may register a relative is told so (422).
  registerRelationshipAtCounter: (scene) => ({
    params: served(scene),
    body: {
      relativePhone: '13000000000',
      relation: 'child',
      textVersion: relationshipTextVersion,
      proofNote: '本人签字',
      lastDay: null,
    },
  }),
  withdrawRelationshipAtCounter: (scene) => ({
    params: { ...served(scene), relationshipId: randomUUID() },
  }),
  listMyElders: () => ({}),
  readReadingsSnapshot: (scene) => ({ params: ofNoElder(scene) }),
  readRecentReadings: (scene) => ({
    params: { ...ofNoElder(scene), metric: 'heart_rate' },
    query: { minutes: '10' },
  }),
  readChart: (scene) => ({
    params: { ...ofNoElder(scene), metric: 'heart_rate' },
    query: { span: 'day' },
  }),
  readPressurePairs: (scene) => ({ params: ofNoElder(scene), query: { span: 'week' } }),
  readSleepNight: (scene) => ({ params: { ...ofNoElder(scene), day: '2026-11-17' } }),
  readElder: (scene) => ({ params: ofNoElder(scene) }),
  changeMyMeasured: () => ({
    body: { measured: ['vitals'], textVersion: careConsentTextVersion },
  }),
  endMyCare: () => ({ body: {} }),
  deleteMyReadings: () => ({ body: {} }),
  readCircle: (scene) => ({ params: ofNoElder(scene) }),
  makeInvite: (scene) => ({
    params: ofNoElder(scene),
    body: {
      yes: viewVitals,
      basis: 'self',
      textVersion: careConsentTextVersion,
      proofNote: null,
      lastDay: null,
    },
  }),
  // Nobody shows this code: who may try is told so (422).
  useInvite: () => ({ body: { code: '00000000', relation: 'child' } }),
  answerInvite: (scene) => ({
    params: { ...ofNoElder(scene), inviteId: randomUUID() },
    body: { answer: 'confirm', yes: viewVitals, proofNote: null },
  }),
  withdrawFollower: (scene) => ({ params: { ...ofNoElder(scene), followerId: randomUUID() } }),
  listLooks: (scene) => ({ params: ofNoElder(scene) }),
  pauseCare: (scene) => ({
    params: ofNoElder(scene),
    body: { reason: 'out', note: '', fromAt: null, untilAt: '2026-12-01T00:00:00.000Z' },
  }),
  resumeCare: (scene) => ({
    params: { ...ofNoElder(scene), pauseId: randomUUID() },
    body: {},
  }),
  exportReadingsCsv: (scene) => ({ params: ofNoElder(scene), query: november }),
  exportReadingsFhir: (scene) => ({ params: ofNoElder(scene), query: november }),
  findPersonForCare: (scene) => ({
    params: inSubdistrict(scene),
    body: { name: '夏根发', lastFour: '0903' },
  }),
  enrolElder: (scene) => ({
    params: inSubdistrict(scene),
    body: { personId: randomUUID(), ...onPaper },
  }),
  changeElder: (scene) => ({ params: ofNoElder(scene), body: onPaper }),
  endElderCare: (scene) => ({ params: ofNoElder(scene), body: { proofNote: '本人要求' } }),
  deleteElderReadings: (scene) => ({
    params: ofNoElder(scene),
    body: { proofNote: '本人签字要求' },
  }),
  listElderAlerts: (scene) => ({ params: ofNoElder(scene) }),
  listMyAlerts: () => ({}),
  listDeskAlerts: (scene) => ({ params: inSubdistrict(scene) }),
  readAlert: (scene) => ({ params: ofNoAlert(scene) }),
  acknowledgeAlert: (scene) => ({ params: ofNoAlert(scene) }),
  setAlertOutcome: (scene) => ({
    params: ofNoAlert(scene),
    body: { outcome: 'fine', note: '' },
  }),
  revealAlertContacts: (scene) => ({ params: ofNoAlert(scene) }),
  listMyMutes: (scene) => ({ params: ofNoElder(scene) }),
  muteRule: (scene) => ({
    params: ofNoElder(scene),
    body: { rule: 'heart_rate_high', minutes: 10 },
  }),
  readQuietHours: () => ({}),
  setQuietHours: () => ({ body: { quiet: { fromMinute: 1320, toMinute: 420 } } }),
  raiseTestAlarm: (scene) => ({ params: ofNoElder(scene) }),
  readThresholds: (scene) => ({ params: ofNoElder(scene) }),
  setThreshold: (scene) => ({
    params: { ...ofNoElder(scene), rule: 'heart_rate_high' },
    body: { limit: 120, minutes: 10, decidedBy: '邱医生', reason: '平时偏快' },
  }),
  listSummaries: (scene) => ({ params: ofNoElder(scene), query: { span: 'day' } }),
  readPhoneList: (scene) => ({ params: ofNoElder(scene) }),
  readNews2: (scene) => ({ params: ofNoElder(scene) }),
  noteConsciousness: (scene) => ({ params: ofNoElder(scene), body: { level: 'alert' } }),
  listShiftNotes: (scene) => ({ params: atNoUnit(scene) }),
  writeShiftNote: (scene) => ({ params: atNoUnit(scene), body: { text: '夜里多看两眼' } }),
  markShiftNoteRead: (scene) => ({ params: { ...atNoUnit(scene), noteId: randomUUID() } }),
  listDeviceFaults: (scene) => ({ params: inSubdistrict(scene) }),
  breakGlass: (scene) => ({ params: ofNoElder(scene), body: { reason: '没有人应答' } }),
  readWall: (scene) => ({ params: inSubdistrict(scene) }),
  readDisplay: (scene) => ({ params: inSubdistrict(scene) }),
  listCaseTypes: (scene) => ({ params: inSubdistrict(scene) }),
  fileCase: (scene) => ({
    body: {
      subdistrictId: scene.subdistrictId,
      text: '路面坏了',
      photoIds: [],
      source: 'resident',
    },
  }),
  listMyCases: () => ({}),
  listDeskCases: (scene) => ({ params: inSubdistrict(scene), query: { queue: 'all' } }),
  countDeskCases: (scene) => ({ params: inSubdistrict(scene) }),
  readCase: (scene) => ({ params: inCase(scene) }),
  acceptCase: (scene) => ({ params: inCase(scene), body: {} }),
  logContact: (scene) => ({
    params: inCase(scene),
    body: { channel: 'phone', result: 'reached', note: '' },
  }),
  arriveAtCase: (scene) => ({ params: inCase(scene), body: { photoIds: [] } }),
  reportProgress: (scene) => ({
    params: inCase(scene),
    body: { publicReply: '正在修', internalNote: '', photoIds: [], photoStage: 'before' },
  }),
  closeCase: (scene) => ({
    params: inCase(scene),
    body: { outcome: 'solved', publicReply: '修好了', photoIds: [scene.afterPhotoId] },
  }),
  giveBackCase: (scene) => ({ params: inCase(scene), body: { reason: '不归我们管' } }),
  dispatchCase: (scene) => ({
    params: inCase(scene),
    body: { unitId: scene.unitId, typeCode: 'road', note: '' },
  }),
  revealReporterPhone: (scene) => ({ params: inCase(scene), body: { reason: '联系反映人' } }),
  supplementCase: (scene) => ({ params: inCase(scene), body: { text: '更严重了', photoIds: [] } }),
  withdrawCase: (scene) => ({ params: inCase(scene), body: { reason: '' } }),
  rateCase: (scene) => ({
    params: inCase(scene),
    body: { contacted: 'yes', solved: 'yes', grade: 5, words: '' },
  }),
  uploadPhoto: () => ({}),
  readPhoto: ({ photoId }) => ({ params: { photoId, size: 'thumbnail' } }),
  listNotices: () => ({}),
  markNoticesRead: ({ noticeId }) => ({ body: { noticeIds: [noticeId] } }),
  saveSubscriptions: () => ({
    body: { answers: [{ templateId: 'case-step-template', answer: 'accept' }] },
  }),
  listCalls: (scene) => ({ params: inSubdistrict(scene) }),
  // A call that nobody has.
  answerCall: (scene) => ({
    params: { ...inSubdistrict(scene), callId: scene.noticeId },
    body: { result: 'reached', note: '', tries: 0 },
  }),
  revealCallContact: (scene) => ({
    params: { ...inSubdistrict(scene), callId: scene.noticeId },
  }),
  listSites: (scene) => ({ params: inSubdistrict(scene) }),
  listServices: (scene) => ({ params: inSubdistrict(scene) }),
  readService: (scene) => ({ params: { ...inSubdistrict(scene), code: 'nothing' } }),
  listTimes: (scene) => ({ params: { ...inSubdistrict(scene), code: 'nothing' } }),
  readOfferFor: (scene) => ({
    params: { ...inSubdistrict(scene), offerId: randomUUID(), personId: scene.personId },
  }),
  listMySites: (scene) => ({ params: inSubdistrict(scene) }),
  listProviders: (scene) => ({ params: inSubdistrict(scene) }),
  listSchedules: (scene) => ({ params: atNoSite(scene) }),
  previewSchedule: (scene) => ({ params: atNoSite(scene), body: schedule }),
  saveSchedule: (scene) => ({ params: atNoSite(scene), body: schedule }),
  endSchedule: (scene) => ({
    params: { ...inSubdistrict(scene), scheduleId: randomUUID() },
    body: { lastDay: '2026-12-31' },
  }),
  closeDay: (scene) => ({
    params: atNoSite(scene),
    body: { day: '2026-12-24', offerId: null, reason: '停水' },
  }),
  countClosure: (scene) => ({ params: atNoSite(scene), query: { day: '2026-12-24' } }),
  reopenDay: (scene) => ({ params: { ...inSubdistrict(scene), closureId: randomUUID() } }),
  changeOccurrence: (scene) => ({
    params: { ...inSubdistrict(scene), occurrenceId: randomUUID() },
    body: { capacity: 10 },
  }),
  readDemand: (scene) => ({ params: inSubdistrict(scene), query: november }),
  exportDemand: (scene) => ({ params: inSubdistrict(scene), query: november }),
  readMenus: (scene) => ({ params: inSubdistrict(scene) }),
  listMenus: (scene) => ({ params: ofNoOffer(scene), query: { from: '2026-11-16', days: '7' } }),
  saveMenu: (scene) => ({
    params: { ...ofNoOffer(scene), day: '2026-11-30' },
    body: { sets: [{ name: '大荤套餐', dishes: ['红烧肉'], isSoft: false }] },
  }),
  readKitchen: (scene) => ({ params: { ...atNoSite(scene), day: '2026-11-18' } }),
  readPayment: (scene) => ({ params: ofNoPayment(scene) }),
  preparePayment: (scene) => ({ params: ofNoPayment(scene), body: {} }),
  checkPayment: (scene) => ({ params: ofNoPayment(scene), body: {} }),
  payInDemo: (scene) => ({ params: ofNoPayment(scene), body: { package: 'prepay_id=wx1' } }),
  readReceipt: (scene) => ({ params: ofNoPayment(scene) }),
  collectAtCounter: (scene) => ({ params: ofNoPayment(scene), body: { way: 'cash' } }),
  handBackRefund: (scene) => ({
    params: { ...ofNoPayment(scene), refundId: randomUUID() },
    body: {},
  }),
  refundPayment: (scene) => ({
    params: ofNoPayment(scene),
    body: { amountFen: 1, reason: '机器坏了' },
  }),
  listPaymentDifferences: (scene) => ({ params: inSubdistrict(scene) }),
  clearPaymentDifference: (scene) => ({
    params: { ...inSubdistrict(scene), differenceId: randomUUID() },
    body: { note: '已核对' },
  }),
  importBill: (scene) => ({ params: inSubdistrict(scene), body: { day: '2026-11-16' } }),
  wechatPayNotice: () => ({ body: {} }),
  // A date that nobody has: who may try is told so (422).
  holdTime: (scene) => ({
    params: inSubdistrict(scene),
    body: {
      offerId: randomUUID(),
      occurrenceId: randomUUID(),
      startsAt: '2026-12-01T01:00:00.000Z',
      personId: scene.personId,
      party: 1,
    },
  }),
  joinWaits: (scene) => ({
    params: inSubdistrict(scene),
    body: { occurrenceId: randomUUID(), personId: scene.personId, party: 1 },
  }),
  listMyBookings: () => ({ query: { when: 'coming' } }),
  listMyWaits: () => ({}),
  recordWish: (scene) => ({
    params: inSubdistrict(scene),
    body: { kind: 'asked', words: '想要修脚' },
  }),
  readBooking: (scene) => ({ params: ofNoBooking(scene) }),
  confirmBooking: (scene) => ({ params: ofNoBooking(scene), body: { payBy: 'free', note: '' } }),
  cancelBooking: (scene) => ({ params: ofNoBooking(scene), body: { reason: '' } }),
  moveBooking: (scene) => ({
    params: ofNoBooking(scene),
    body: { occurrenceId: randomUUID(), startsAt: '2026-12-01T01:00:00.000Z' },
  }),
  answerProposal: (scene) => ({ params: ofNoBooking(scene), body: { answer: 'agree' } }),
  rateBooking: (scene) => ({
    params: ofNoBooking(scene),
    body: { onTime: null, solved: null, grade: 5, words: '' },
  }),
  complainAboutBooking: (scene) => ({ params: ofNoBooking(scene), body: { text: '等太久' } }),
  registerRenovation: (scene) => ({
    params: inSubdistrict(scene),
    body: {
      personId: scene.personId,
      placeId: scene.placeId,
      doorNo: '16号1102室',
      scope: 'whole',
      startsOn: '2026-12-01',
      endsOn: '2026-12-31',
      contractor: '',
      pledgeVersion: '1999-01',
      signedName: '陈悦',
    },
  }),
  listMyRenovations: () => ({}),
  readRenovation: (scene) => ({ params: ofNoRenovation(scene) }),
  listRenovations: (scene) => ({ params: inSubdistrict(scene) }),
  acknowledgeRenovation: (scene) => ({ params: ofNoRenovation(scene), body: { remark: '' } }),
  readRound: (scene) => ({ params: { ...inSubdistrict(scene), day: '2026-11-18' } }),
  readHaulageHours: (scene) => ({ params: inSubdistrict(scene), query: november }),
  leaveWaits: (scene) => ({ params: { ...inSubdistrict(scene), waitId: randomUUID() } }),
  listDeskBookings: (scene) => ({ params: inSubdistrict(scene), query: { queue: 'new' } }),
  countDeskBookings: (scene) => ({ params: inSubdistrict(scene) }),
  acceptBooking: (scene) => ({ params: ofNoBooking(scene), body: {} }),
  declineBooking: (scene) => ({ params: ofNoBooking(scene), body: { reason: '停电' } }),
  proposeTime: (scene) => ({
    params: ofNoBooking(scene),
    body: { occurrenceId: randomUUID(), startsAt: '2026-12-01T01:00:00.000Z', note: '' },
  }),
  readDayList: (scene) => ({ params: { ...atNoSite(scene), day: '2026-11-17' } }),
  checkIn: (scene) => ({ params: atNoSite(scene), body: { by: 'tail', value: '1234' } }),
  checkInBooking: (scene) => ({ params: ofNoBooking(scene), body: {} }),
  undoCheckIn: (scene) => ({ params: ofNoBooking(scene), body: {} }),
  serveBooking: (scene) => ({ params: ofNoBooking(scene), body: { note: '', photoIds: [] } }),
  markNoShow: (scene) => ({ params: ofNoBooking(scene), body: {} }),
  cancelBookingForSite: (scene) => ({ params: ofNoBooking(scene), body: { reason: '停电' } }),
  revealBookingPhone: (scene) => ({
    params: ofNoBooking(scene),
    body: { reason: '确认时间', whose: 'person' },
  }),
  listDevices: (scene) => ({ params: inSubdistrict(scene) }),
  readDevice: (scene) => ({ params: ofNoDevice(scene) }),
  // A unit that nobody has: who may try is told so (422).
  registerDevice: (scene) => ({
    params: inSubdistrict(scene),
    body: {
      ...{ serial: 'A-1', model: 'HR-1', vendorCode: null, metrics: ['heart_rate'] },
      ...{ unitId: randomUUID(), room: '', everySeconds: 60, calibratedUntil: null },
    },
  }),
  changeDevice: (scene) => ({ params: ofNoDevice(scene), body: { state: 'faulty' } }),
  assignDevice: (scene) => ({ params: ofNoDevice(scene), body: { personId: scene.personId } }),
  unassignDevice: (scene) => ({ params: ofNoDevice(scene) }),
  rotateDeviceCredentials: (scene) => ({
    params: ofNoDevice(scene),
    body: { endFormerNow: false },
  }),
  listQuarantine: (scene) => ({ params: inSubdistrict(scene) }),
  listVendors: (scene) => ({ params: inSubdistrict(scene) }),
  registerVendor: (scene) => ({
    params: inSubdistrict(scene),
    body: { code: `v-${randomUUID().slice(0, 8)}`, name: '健康云', phone: '' },
  }),
  rotateVendorSecret: (scene) => ({
    params: { ...inSubdistrict(scene), code: 'nobody' },
    body: { endFormerNow: false },
  }),
  vendorReadings: () => ({ body: {} }),
  readGuide: (scene) => ({ params: inSubdistrict(scene) }),
  listGuideItems: (scene) => ({ params: inSubdistrict(scene) }),
  findGuideItems: (scene) => ({ params: inSubdistrict(scene), query: { text: '敬老卡' } }),
  readGuideItem: (scene) => ({ params: ofNoItem(scene) }),
  listEditedItems: (scene) => ({ params: inSubdistrict(scene) }),
  readEditedItem: (scene) => ({ params: ofNoItem(scene) }),
  // Another item's fields: who may try is told so (422).
  saveItemDraft: (scene) => ({
    params: ofNoItem(scene),
    body: { revision: 0, fields: writtenItems()[0] },
  }),
  dropItemDraft: (scene) => ({ params: ofNoItem(scene), body: { revision: 1 } }),
  publishItemDraft: (scene) => ({ params: ofNoItem(scene), body: { revision: 1 } }),
  openMatter: (scene) => ({
    params: inSubdistrict(scene),
    body: {
      code: 'NOBODY0000',
      personId: scene.personId,
      answers: { proxy: null, household: null, age: null },
    },
  }),
  listMyMatters: () => ({}),
  readMatter: (scene) => ({ params: ofNoMatter(scene) }),
  photographPaper: (scene) => ({
    params: { ...ofNoMatter(scene), key: 'id-card' },
    body: { photoId: randomUUID() },
  }),
  submitMatter: (scene) => ({ params: ofNoMatter(scene) }),
  endMatter: (scene) => ({ params: ofNoMatter(scene) }),
  listMattersToCheck: (scene) => ({ params: inSubdistrict(scene) }),
  judgePaper: (scene) => ({
    params: { ...ofNoMatter(scene), key: 'id-card' },
    body: { photoId: randomUUID(), verdict: 'fine' },
  }),
  takeLiveTicket: () => ({}),
  readSettings: () => ({}),
}
