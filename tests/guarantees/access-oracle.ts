/**
 * Who gets which status, written by hand from what the product promises and not from its code.
 * Whoever adds an endpoint adds its row; a test fails for an endpoint without one. The case of these
 * rows: a broken road in 合兴二居委, reported by 陈悦, sent to the public works unit.
 */
export const callers = [
  'nobody', // no token
  'forged', // signed by a key that is not ours
  'expired', // ours, but past its end
  'ended', // its session was signed out
  'fresh', // signed in, has not agreed to the privacy guide
  'reporter', // 陈悦, whose case it is
  'stranger', // another resident
  'officer', // 专管员 of the case's 居委
  'otherOfficer', // 专管员 of the next 居委
  'gridHead', // of the case's grid
  'otherGridHead',
  'handler', // of the unit; has taken the case where it is taken
  'colleague', // of the unit; has not
  'unitHead',
  'otherHandler', // of another unit
  'police',
  'duty', // 值班长 of the subdistrict
  'clerk', // 热线接听员 of the subdistrict
  'admin',
  'foreign', // 值班长 of the other subdistrict
  'former', // 专管员 whose post has ended
] as const
export type Caller = (typeof callers)[number]

/** How far the case is when the cell is tried. */
export type Stage = 'assigned' | 'accepted' | 'contacted' | 'closed' | 'none'

/** `case`: the case itself; `missing`: an id nobody has; `elsewhere`: its id under the other subdistrict. */
export type Target = 'case' | 'missing' | 'elsewhere' | 'none'

interface Row {
  readonly target: Target
  readonly stage: Stage
  /** One status per caller, in the order above. */
  readonly statuses: string
}

//                    nob for exp end  fre rep str  off oOf gri oGr  han col hea oHa pol  dut cle adm fgn fmr
const everyone =
  '200 200 200 200  200 200 200  200 200 200 200  200 200 200 200 200  200 200 200 200 200'
const signedIn =
  '401 401 401 401  200 200 200  200 200 200 200  200 200 200 200 200  200 200 200 200 200'
const agreed =
  '401 401 401 401  403 200 200  200 200 200 200  200 200 200 200 200  200 200 200 200 200'
const caseStaff =
  '401 401 401 401  403 403 403  200 200 200 200  200 200 200 200 200  200 200 403 403 403'
const adminOnly =
  '401 401 401 401  403 403 403  403 403 403 403  403 403 403 403 403  403 403 200 403 403'
const counterStaff =
  '401 401 401 401  403 403 403  200 200 403 403  403 403 403 403 403  200 200 200 403 403'
const whoSees =
  '401 401 401 401  404 200 404  200 404 200 404  200 200 200 404 404  200 200 404 404 404'
const hidden =
  '401 401 401 401  404 404 404  404 404 404 404  404 404 404 404 404  404 404 404 404 404'
const hiddenStaff =
  '401 401 401 401  403 403 403  404 404 404 404  404 404 404 404 404  404 404 403 403 403'
const foreignStaff =
  '401 401 401 401  403 403 403  403 403 403 403  403 403 403 403 403  403 403 403 404 403'
const unitTakes =
  '401 401 401 401  403 403 403  403 404 403 404  200 200 200 404 404  403 403 403 403 403'
const takerActs =
  '401 401 401 401  403 403 403  403 404 403 404  200 403 200 404 404  403 403 403 403 403'
const deskOnly =
  '401 401 401 401  403 403 403  403 403 403 403  403 403 403 403 403  200 200 403 403 403'
const deskHidden =
  '401 401 401 401  403 403 403  403 403 403 403  403 403 403 403 403  404 404 403 403 403'
const deskForeign =
  '401 401 401 401  403 403 403  403 403 403 403  403 403 403 403 403  403 403 403 404 403'
const unitAndDesk =
  '401 401 401 401  403 403 403  403 404 403 404  200 200 200 404 404  200 200 403 403 403'
const reporterOnly =
  '401 401 401 401  404 200 404  403 404 403 404  403 403 403 404 404  403 403 404 404 404'

const careStaff =
  '401 401 401 401  403 403 403  200 200 403 403  403 403 403 403 403  403 403 403 403 403'
const careDesk =
  '401 401 401 401  403 403 403  200 200 403 403  403 403 403 403 403  200 403 403 403 403'
const glassDesk =
  '401 401 401 401  403 403 403  403 403 403 403  403 403 403 403 403  404 403 403 403 403'

/** The same callers; what succeeds makes something new. */
const created = (statuses: string): string => statuses.replaceAll('200', '201')

/** The same callers, asking for what nobody has. */
const nowhere = (statuses: string): string => statuses.replaceAll('200', '404')

const callStaff =
  '401 401 401 401  403 403 403  200 200 403 403  403 403 403 403 403  200 200 403 403 403'
const callHidden =
  '401 401 401 401  403 403 403  404 404 403 403  403 403 403 403 403  404 404 403 403 403'

/** Care staff are tried in tests/devices/registry: there is none among these callers. */
const deviceStaff =
  '401 401 401 401  403 403 403  200 200 403 403  403 403 403 403 403  403 403 200 403 403'

const plain = (statuses: string): Row[] => [{ target: 'none', stage: 'none', statuses }]
const staffStep = (stage: Stage, statuses: string): Row[] => [
  { target: 'case', stage, statuses },
  { target: 'missing', stage, statuses: hiddenStaff },
  { target: 'elsewhere', stage, statuses: foreignStaff },
]
const reporterStep = (stage: Stage): Row[] => [
  { target: 'case', stage, statuses: reporterOnly },
  { target: 'missing', stage, statuses: hidden },
  { target: 'elsewhere', stage, statuses: hidden },
]

/** By the contract's name. */
export const oracle: Readonly<Record<string, readonly Row[]>> = {
  // accounts
  signInWithWechat: plain(everyone),
  listDemoPeople: plain(everyone),
  signInAsDemoPerson: plain(everyone),
  refreshSession: plain(everyone),
  signOut: plain(signedIn),
  readMe: plain(signedIn),
  changeMe: plain(signedIn),
  setHome: plain(agreed),
  bindPhone: plain(agreed),
  giveConsent: plain(signedIn),
  withdrawConsent: plain(signedIn),
  exportMe: plain(signedIn),
  deleteMe: plain(
    '401 401 401 401  200 409 200  409 409 409 409  409 409 409 409 409  409 409 409 409 200',
  ),
  listPosts: plain(adminOnly),
  searchPeople: plain(adminOnly),
  givePost: plain(
    '401 401 401 401  403 403 403  403 403 403 403  403 403 403 403 403  403 403 201 403 403',
  ),
  endPost: plain(adminOnly),
  // places
  searchPlaces: plain(everyone),
  findPlaceAtPoint: plain(everyone),
  listSubdistricts: plain(everyone),
  readMap: plain(everyone),
  readPlaceOfficer: plain(signedIn),
  listUnits: plain(
    '401 401 401 401  403 403 403  200 200 200 200  200 200 200 200 200  200 200 200 403 403',
  ),
  // relatives
  listRelatives: plain(signedIn),
  makeRelationCode: plain(created(agreed)),
  useRelationCode: plain(agreed.replaceAll('200', '422')),
  declareRelative: plain(created(agreed)),
  withdrawRelationship: plain(signedIn),
  readMyProfile: plain(signedIn),
  changeMyProfile: plain(agreed),
  findPersonToServe: plain(counterStaff),
  readPersonToServe: plain(counterStaff),
  registerPersonAtCounter: plain(created(counterStaff)),
  verifyProfile: plain(counterStaff),
  registerRelationshipAtCounter: plain(counterStaff.replaceAll('200', '422')),
  withdrawRelationshipAtCounter: plain(counterStaff),
  // care: of elders whom nobody has; who may what of a real one is tried in tests/care/rights
  listMyElders: plain(signedIn),
  readReadingsSnapshot: plain(nowhere(agreed)),
  readRecentReadings: plain(nowhere(agreed)),
  readChart: plain(nowhere(agreed)),
  readPressurePairs: plain(nowhere(agreed)),
  readSleepNight: plain(nowhere(agreed)),
  readElder: plain(nowhere(signedIn)),
  changeMyMeasured: plain(agreed.replaceAll('200', '409')),
  endMyCare: plain(signedIn),
  deleteMyReadings: plain(signedIn),
  readCircle: plain(nowhere(signedIn)),
  makeInvite: plain(nowhere(agreed)),
  useInvite: plain(agreed.replaceAll('200', '422')),
  answerInvite: plain(nowhere(agreed)),
  withdrawFollower: plain(nowhere(signedIn)),
  listLooks: plain(nowhere(signedIn)),
  pauseCare: plain(nowhere(signedIn)),
  resumeCare: plain(nowhere(signedIn)),
  exportReadingsCsv: plain(nowhere(signedIn)),
  exportReadingsFhir: plain(nowhere(signedIn)),
  // alerts: of elders whom nobody has; who may what of a real one is tried in tests/alerts/rights
  listElderAlerts: plain(nowhere(signedIn)),
  listMyAlerts: plain(signedIn),
  listDeskAlerts: plain(careDesk),
  readAlert: plain(nowhere(signedIn)),
  acknowledgeAlert: plain(nowhere(signedIn)),
  setAlertOutcome: plain(nowhere(signedIn)),
  revealAlertContacts: plain(nowhere(careDesk)),
  listMyMutes: plain(nowhere(signedIn)),
  muteRule: plain(nowhere(signedIn)),
  readQuietHours: plain(signedIn),
  setQuietHours: plain(signedIn),
  raiseTestAlarm: plain(nowhere(signedIn)),
  readThresholds: plain(nowhere(signedIn)),
  setThreshold: plain(nowhere(careDesk)),
  listSummaries: plain(nowhere(signedIn)),
  readPhoneList: plain(nowhere(signedIn)),
  readNews2: plain(nowhere(careDesk)),
  noteConsciousness: plain(nowhere(careDesk)),
  listShiftNotes: plain(nowhere(careDesk)),
  writeShiftNote: plain(nowhere(careDesk)),
  markShiftNoteRead: plain(nowhere(careDesk)),
  listDeviceFaults: plain(careDesk),
  findPersonForCare: plain(careStaff),
  enrolElder: plain(nowhere(careStaff)),
  changeElder: plain(nowhere(careStaff)),
  endElderCare: plain(nowhere(careStaff)),
  deleteElderReadings: plain(nowhere(careStaff)),
  breakGlass: plain(glassDesk),
  readWall: plain(careStaff),
  readDisplay: plain(careStaff),
  // cases
  listCaseTypes: plain(everyone),
  fileCase: plain(
    '401 401 401 401  403 201 201  201 201 201 201  201 201 201 201 201  201 201 201 201 201',
  ),
  listMyCases: plain(signedIn),
  listDeskCases: plain(caseStaff),
  countDeskCases: plain(caseStaff),
  readCase: [
    { target: 'case', stage: 'assigned', statuses: whoSees },
    { target: 'missing', stage: 'assigned', statuses: hidden },
    { target: 'elsewhere', stage: 'assigned', statuses: hidden },
  ],
  acceptCase: staffStep('assigned', unitTakes),
  logContact: staffStep('accepted', takerActs),
  arriveAtCase: staffStep('accepted', takerActs),
  reportProgress: staffStep('accepted', takerActs),
  closeCase: staffStep('contacted', takerActs),
  giveBackCase: staffStep('assigned', unitTakes),
  dispatchCase: [
    { target: 'case', stage: 'assigned', statuses: deskOnly },
    { target: 'missing', stage: 'assigned', statuses: deskHidden },
    { target: 'elsewhere', stage: 'assigned', statuses: deskForeign },
  ],
  revealReporterPhone: staffStep('assigned', unitAndDesk),
  supplementCase: reporterStep('assigned'),
  withdrawCase: reporterStep('assigned'),
  rateCase: reporterStep('closed'),
  // photos
  uploadPhoto: plain(
    '401 401 401 401  403 201 201  201 201 201 201  201 201 201 201 201  201 201 201 201 201',
  ),
  readPhoto: [{ target: 'case', stage: 'assigned', statuses: whoSees }],
  // notices
  listNotices: plain(signedIn),
  markNoticesRead: plain(signedIn),
  saveSubscriptions: plain(signedIn),
  // calls: what may be answered and revealed, and by whom, is tried in tests/notices/calls.test.ts
  listCalls: plain(callStaff),
  answerCall: plain(callHidden),
  revealCallContact: plain(callHidden),
  // offers: of sites and offers that nobody has; who may what at his own is tried in tests/offers
  listSites: plain(everyone),
  listServices: plain(everyone),
  readService: plain(nowhere(everyone)),
  listTimes: plain(nowhere(everyone)),
  readOfferFor: plain(nowhere(signedIn)),
  listMySites: plain(counterStaff),
  listProviders: plain(counterStaff),
  listSchedules: plain(nowhere(counterStaff)),
  previewSchedule: plain(nowhere(counterStaff)),
  saveSchedule: plain(nowhere(counterStaff)),
  endSchedule: plain(nowhere(counterStaff)),
  closeDay: plain(nowhere(counterStaff)),
  countClosure: plain(nowhere(counterStaff)),
  reopenDay: plain(nowhere(counterStaff)),
  changeOccurrence: plain(nowhere(counterStaff)),
  // demand: of one's own sites only; tried in tests/demand
  readDemand: plain(counterStaff),
  exportDemand: plain(counterStaff),
  // the canteen: of offers and sites that nobody has; the rest is tried in tests/canteen
  readMenus: plain(everyone),
  listMenus: plain(nowhere(counterStaff)),
  saveMenu: plain(nowhere(counterStaff)),
  readKitchen: plain(nowhere(counterStaff)),
  // payments: of what nobody has; who may what with his own is tried in tests/payments
  readPayment: plain(nowhere(signedIn)),
  preparePayment: plain(nowhere(agreed)),
  checkPayment: plain(nowhere(signedIn)),
  payInDemo: plain(nowhere(signedIn)),
  readReceipt: plain(nowhere(signedIn)),
  collectAtCounter: plain(nowhere(counterStaff)),
  handBackRefund: plain(nowhere(counterStaff)),
  refundPayment: plain(nowhere(adminOnly)),
  listPaymentDifferences: plain(adminOnly),
  clearPaymentDifference: plain(nowhere(adminOnly)),
  importBill: plain(adminOnly),
  // Only WeChat's signature opens it; the refusals are tried in tests/payments/notices.
  wechatPayNotice: plain(everyone.replaceAll('200', '401')),
  // devices: of what nobody has; who may what with his own is tried in tests/devices/registry
  listDevices: plain(deviceStaff),
  readDevice: plain(nowhere(deviceStaff)),
  registerDevice: plain(deviceStaff.replaceAll('200', '422')),
  changeDevice: plain(nowhere(deviceStaff)),
  assignDevice: plain(nowhere(deviceStaff)),
  unassignDevice: plain(nowhere(deviceStaff)),
  rotateDeviceCredentials: plain(nowhere(deviceStaff)),
  listQuarantine: plain(deviceStaff),
  listVendors: plain(deviceStaff),
  registerVendor: plain(created(adminOnly)),
  rotateVendorSecret: plain(nowhere(adminOnly)),
  // Only a vendor's signature opens it; the refusals are tried in tests/devices/vendor-door.
  vendorReadings: plain(everyone.replaceAll('200', '401')),
  // the desk of bookings: of what nobody has; who may what is tried in tests/bookings/desk-rights
  listDeskBookings: plain(counterStaff),
  countDeskBookings: plain(counterStaff),
  acceptBooking: plain(nowhere(counterStaff)),
  declineBooking: plain(nowhere(counterStaff)),
  proposeTime: plain(nowhere(counterStaff)),
  readDayList: plain(nowhere(counterStaff)),
  checkIn: plain(nowhere(counterStaff)),
  checkInBooking: plain(nowhere(counterStaff)),
  undoCheckIn: plain(nowhere(counterStaff)),
  serveBooking: plain(nowhere(counterStaff)),
  markNoShow: plain(nowhere(counterStaff)),
  cancelBookingForSite: plain(nowhere(counterStaff)),
  revealBookingPhone: plain(nowhere(counterStaff)),
  // bookings: of what nobody has (422: no such date); who may what is tried in tests/bookings/rights
  holdTime: plain(agreed.replaceAll('200', '422')),
  joinWaits: plain(agreed.replaceAll('200', '422')),
  listMyBookings: plain(signedIn),
  listMyWaits: plain(signedIn),
  recordWish: plain(everyone),
  readBooking: plain(nowhere(signedIn)),
  confirmBooking: plain(nowhere(signedIn)),
  cancelBooking: plain(nowhere(signedIn)),
  moveBooking: plain(nowhere(signedIn)),
  answerProposal: plain(nowhere(signedIn)),
  rateBooking: plain(nowhere(signedIn)),
  complainAboutBooking: plain(nowhere(signedIn)),
  leaveWaits: plain(nowhere(signedIn)),
  // renovations: of what nobody has (409: an old pledge); the rest is tried in tests/renovations
  registerRenovation: plain(agreed.replaceAll('200', '409')),
  listMyRenovations: plain(signedIn),
  readRenovation: plain(nowhere(signedIn)),
  listRenovations: plain(counterStaff),
  acknowledgeRenovation: plain(
    '401 401 401 401  403 403 403  404 404 403 403  403 403 403 403 403  403 403 403 403 403',
  ),
  readRound: plain(counterStaff),
  readHaulageHours: plain(counterStaff),
  // the guide: an item that nobody has; the desk's are tried in tests/guide
  readGuide: plain(everyone),
  listGuideItems: plain(everyone),
  findGuideItems: plain(everyone),
  readGuideItem: plain(nowhere(everyone)),
  listEditedItems: plain(adminOnly),
  readEditedItem: plain(nowhere(adminOnly)),
  saveItemDraft: plain(adminOnly.replaceAll('200', '422')),
  dropItemDraft: plain(nowhere(adminOnly)),
  publishItemDraft: plain(nowhere(adminOnly)),
  // matters: of what nobody has; who may what with his own is tried in tests/guide/matters
  openMatter: plain(nowhere(agreed)),
  listMyMatters: plain(signedIn),
  readMatter: plain(nowhere(signedIn)),
  photographPaper: plain(nowhere(agreed)),
  submitMatter: plain(nowhere(signedIn)),
  endMatter: plain(nowhere(signedIn)),
  listMattersToCheck: plain(counterStaff),
  judgePaper: plain(nowhere(counterStaff)),
  // live, settings
  takeLiveTicket: plain(signedIn),
  readSettings: plain(everyone),
}

/** The socket is no request: who may follow what is tried in tests/live. */
export const triedElsewhere = ['liveSocket']

export const expectedOf = (row: Row): Readonly<Record<Caller, number>> => {
  const statuses = row.statuses.split(/\s+/).map(Number)
  if (statuses.length !== callers.length) throw new Error(`${statuses.length} statuses in a row`)
  const named = callers.map((caller, at): [Caller, number] => [caller, statuses[at] ?? 0])
  return Object.fromEntries(named) as Record<Caller, number>
}
