import * as Type from '@sinclair/typebox'
import { object } from './fields.ts'

/** Every error an answer may carry: its HTTP status and what the reader is told. */
export const errors = {
  // any endpoint
  invalid_request: { status: 400, words: '填写的内容有问题，请检查后再试' },
  unreadable_body: { status: 400, words: '提交的内容读不出来，请再试一次' },
  not_signed_in: { status: 401, words: '请先登录' },
  token_expired: { status: 401, words: '登录已过期，正在重新登录' },
  not_allowed: { status: 403, words: '您没有权限做这件事' },
  not_found: { status: 404, words: '没有找到' },
  body_too_large: { status: 413, words: '提交的内容太大了' },
  unsupported_body: { status: 415, words: '提交的格式不支持' },
  too_many_requests: { status: 429, words: '操作太频繁，请稍等一会儿再试' },
  server_fault: { status: 500, words: '系统出了点问题，您填写的内容没有丢，请稍后再试' },
  overloaded: { status: 503, words: '现在使用的人太多，请稍后再试' },
  database_away: { status: 503, words: '系统正在恢复，请稍后再试' },
  request_timeout: { status: 408, words: '网络太慢，请再试一次' },

  // idempotency
  idempotency_key_missing: { status: 400, words: '缺少防重复编号，请刷新后再试' },
  idempotency_key_reused: { status: 422, words: '这次提交与之前的内容不同，请重新打开页面' },
  idempotency_in_flight: { status: 409, words: '刚才的提交还在处理，请稍等' },

  // accounts
  privacy_consent_needed: { status: 403, words: '请先阅读并同意隐私保护指引' },
  wechat_code_invalid: { status: 401, words: '微信登录已失效，请再试一次' },
  wechat_busy: { status: 503, words: '微信正忙，请稍后再试' },
  wechat_blocked: { status: 403, words: '微信限制了这次登录' },
  wechat_misconfigured: { status: 503, words: '微信登录暂时不能用，请联系社区' },
  refresh_token_invalid: { status: 401, words: '登录已失效，请重新登录' },
  phone_code_invalid: { status: 400, words: '手机号验证已失效，请再点一次' },
  phone_not_supported: {
    status: 422,
    words: '目前只能绑定中国大陆的手机号，其他号码请到居委会登记',
  },
  phone_taken: { status: 409, words: '这个手机号已绑定其他账号' },
  account_closed: { status: 403, words: '这个账号已注销' },
  has_open_cases: { status: 409, words: '还有没办完的上报，办完后才能注销' },
  holds_staff_post: { status: 409, words: '您还在岗，请先由管理员办理离岗' },
  post_ended: { status: 409, words: '这个岗位已经结束' },
  unknown_person: { status: 404, words: '没有找到这个人' },

  // relatives
  relation_code_invalid: { status: 422, words: '这个代办码不对或已过期，请家人重新出示' },
  too_many_tries: { status: 429, words: '试错太多次了，请过一小时再试' },
  relation_to_oneself: { status: 422, words: '这是您自己，不用登记' },
  relationship_exists: { status: 409, words: '已经登记过了，不用再登记' },
  relative_unknown: {
    status: 422,
    words: '这个手机号还没有登记，请家人先登录并绑定手机号，或在窗口登记',
  },
  too_many_declared: { status: 409, words: '最多登记四位家人，更多请到窗口办理' },
  birthday_invalid: { status: 422, words: '日期不对，请检查后再试' },
  birthday_differs: { status: 422, words: '出生日期和身份证号对不上，请核对' },
  id_number_invalid: { status: 422, words: '身份证号不对，请核对' },
  phone_invalid: { status: 422, words: '手机号不对，请核对' },
  person_on_file: { status: 409, words: '已经有登记的人用这个手机号或身份证号' },
  profile_verified: { status: 409, words: '资料已由窗口核对过，要修改请到窗口' },

  // places
  place_unknown: { status: 422, words: '没有找到这个地点' },
  place_elsewhere: { status: 422, words: '这个地点不在本街道' },

  // photos
  photo_format: { status: 415, words: '只能上传 JPG、PNG 或 WebP 照片' },
  photo_format_heic: {
    status: 415,
    words: '暂不支持 HEIC 照片，请在手机设置里改为“兼容性最佳”或截图后上传',
  },
  photo_damaged: { status: 422, words: '这张照片打不开，可能已损坏，请换一张' },
  photo_too_large: { status: 413, words: '照片太大，请换一张小于 15 MB 的' },
  photo_too_many_pixels: { status: 422, words: '照片尺寸太大，请换一张' },
  photo_too_small: { status: 422, words: '这张图太小，看不清，请换一张原图' },
  photo_unavailable: { status: 422, words: '有照片已失效，请重新添加' },
  too_many_photos: { status: 422, words: '每一步最多 9 张照片' },
  photo_quota: { status: 429, words: '今天上传的照片太多了，请明天再试' },

  // cases
  case_type_unknown: { status: 422, words: '没有这种问题类型' },
  case_already_taken: { status: 409, words: '已经有同事接单了' },
  case_moved_on: { status: 409, words: '这件事的状态已经变了，请看最新进展' },
  contact_needed_first: { status: 409, words: '请先联系反映人，再办结' },
  photo_needed: { status: 422, words: '办结需要处理后的照片' },
  unit_unknown: { status: 422, words: '没有这个处置单位' },
  handler_unknown: { status: 422, words: '没有这位处置人员' },
  no_phone_on_file: { status: 404, words: '没有留电话' },
  already_rated: { status: 409, words: '您已经评价过了' },
  rating_not_open: { status: 409, words: '办结后才能评价' },
  reopen_too_late: { status: 409, words: '办结已超过反馈期限，请重新上报' },
  reason_needed: { status: 422, words: '请写一下原因' },

  // offers
  offer_unknown: { status: 422, words: '没有这项服务' },
  resource_unknown: { status: 422, words: '没有这位工作人员或场地' },
  rule_unreadable: { status: 422, words: '这条排班规则读不懂，请重新选择' },
  schedule_shape: { status: 422, words: '请选好人员或场地，或者填写名额' },
  already_closed: { status: 409, words: '这一天已经停办了' },
  places_taken: { status: 409, words: '已预约的名额不能减少' },

  // bookings
  time_taken: { status: 409, words: '这个时间刚刚被约走了，请换一个' },
  time_not_offered: { status: 422, words: '这个时间不能预约，请换一个' },
  too_late_to_book: { status: 409, words: '已过预约截止时间，请打电话问问' },
  already_booked: { status: 409, words: '这个时段已经约过了，想换时间请到“我的预约”里改' },
  too_many_coming: { status: 409, words: '已经约了好几次，先去过一次再约吧' },
  too_many_missed: { status: 409, words: '最近几次约了没来，请打电话给服务点预约' },
  not_for_this_person: { status: 422, words: '这项服务有年龄、居住或评估等级的条件' },
  not_his_relative: { status: 403, words: '您还没有得到本人同意，不能替他预约' },
  clash: { status: 409, words: '这个时间已有别的预约，确定要再约吗' },
  hold_over: { status: 409, words: '保留的时间已到，请重新选时间' },
  pay_way_unknown: { status: 422, words: '这项服务不能这样付款' },
  address_needed: { status: 422, words: '请填写上门的地址' },
  menu_set_unknown: { status: 422, words: '请选一个当天的套餐' },
  not_delivered: { status: 422, words: '这个食堂不送餐，请到食堂来取' },
  booking_moved_on: { status: 409, words: '这个预约的状态已经变了，请看最新情况' },
  already_answered: { status: 409, words: '已经有同事处理了这个预约' },
  too_late_to_cancel: { status: 409, words: '离开始太近，要改要取消请打电话' },
  already_checked_in: { status: 409, words: '已经签到过了' },
  check_in_unknown: { status: 404, words: '没有找到今天的预约' },
  check_in_not_today: { status: 409, words: '这不是今天这里的预约' },
  too_early_for_no_show: { status: 409, words: '开始还没多久，再等等，真没来再登记' },
  not_full: { status: 409, words: '还有名额，可以直接预约' },
  already_waiting: { status: 409, words: '已经在候补了' },
  pledge_outdated: { status: 409, words: '承诺书有新版本，请重新看一遍再签' },
  renovation_needed: { status: 422, words: '清运装修垃圾，请先登记装修' },
  renovation_unknown: { status: 422, words: '没有找到这份装修登记' },
  renovation_over: { status: 409, words: '这次装修已经结束，请重新登记' },
  haul_unpaid: { status: 409, words: '这一单还没有付款，先收款再清运' },
  renovation_days: { status: 422, words: '请检查装修的开始和结束日期' },
  menu_set_ordered: { status: 409, words: '这个套餐已经有人订了，不能去掉' },
  has_coming_bookings: { status: 409, words: '还有没结束的预约，取消后才能注销' },

  // calls
  call_answered: { status: 409, words: '这一条已经有同事处理了，请看最新结果' },

  // alerts
  alert_acknowledged: { status: 409, words: '已经有人在处理了' },
  alert_over: { status: 409, words: '这个提醒已经结束了' },
  mute_too_long: { status: 422, words: '紧急的提醒最多静音 30 分钟' },
  test_alarm_running: { status: 409, words: '刚刚试过了，请先看看有没有收到' },
  threshold_unusual: { status: 422, words: '这个数不合理，请和医生核对后再填' },
  threshold_fixed: { status: 422, words: '这一项没有可以调的数' },

  // payments
  payments_off: { status: 503, words: '微信支付暂时不能用，请到服务点付款' },
  wechat_pay_busy: { status: 503, words: '微信支付正忙，请过一会儿再试' },
  wechat_pay_refused: { status: 409, words: '微信没有受理这笔付款，请联系服务点' },
  payer_without_wechat: { status: 409, words: '请用微信登录后再付款' },
  payment_moved_on: { status: 409, words: '这笔付款的状态已经变了，请看最新情况' },
  payment_over: { status: 409, words: '付款时间已过，请重新预约' },
  refund_too_much: { status: 422, words: '退款不能超过还没退的金额' },
  refund_too_late: { status: 409, words: '付款已超过一年，微信不能原路退回' },
  too_many_refunds: { status: 409, words: '这笔付款退款次数已满' },
  bill_not_ready: { status: 409, words: '这一天的账单还没有出，请第二天上午十点后再试' },
  bill_too_old: { status: 422, words: '只能导入最近三个月的账单' },
  bill_damaged: { status: 409, words: '账单不完整，请再导入一次' },
  difference_cleared: { status: 409, words: '这条差异已经处理过了' },

  // care
  unknown_elder: { status: 404, words: '没有找到这位老人' },
  already_in_care: { status: 409, words: '这位老人已经登记过了' },
  not_measured: { status: 409, words: '您现在没有在测量' },
  class_not_measured: { status: 422, words: '这一项没有在测量，不能让家人关注' },
  proof_needed: { status: 422, words: '替老人办理，请写明凭据和存放的地方' },
  invite_invalid: { status: 422, words: '这个关注码不对或已过期，请家人重新给一个' },
  invite_moved_on: { status: 409, words: '这个邀请已经有结果了，请看最新情况' },
  too_many_invites: { status: 409, words: '还没用的邀请太多了，先收回几个' },
  too_many_followers: { status: 409, words: '关注的家人已经满了，先请一位退出' },
  day_is_over: { status: 422, words: '日期已经过了，请换一天' },
  pause_times: { status: 422, words: '请检查暂停的开始和结束时间，最长 60 天' },
  export_days: { status: 422, words: '一次最多导出 31 天，请检查日期' },
  // devices
  device_known: { status: 409, words: '这个编号的设备已经登记过了' },
  device_worn: { status: 409, words: '这段时间已经有人在用这台设备' },
  device_unworn: { status: 409, words: '现在没有人在用这台设备' },
  device_retired: { status: 409, words: '这台设备已停用' },
  device_times: { status: 422, words: '请检查开始和结束的时间' },
  elder_unknown: { status: 422, words: '这位老人没有登记照护，或不归您的单位' },
  vendor_known: { status: 409, words: '已经有这个编号的厂家' },
  vendor_unknown: { status: 422, words: '没有登记这个厂家' },

  // guide
  item_unknown: { status: 404, words: '没有找到这个事项，可能已经停办' },
  item_code_fixed: { status: 422, words: '实施编码不能改，请另建一个事项' },
  item_faulty: { status: 422, words: '还有没填对的地方，改好再发布' },
  nothing_to_check: { status: 422, words: '这个事项不用带材料，直接去办就行' },
  too_many_matters: { status: 409, words: '没办完的事太多了，先办完或取消几件' },
  photos_missing: { status: 422, words: '还有材料没拍，拍齐了再提交' },
  matter_moved_on: { status: 409, words: '这件事的状态已经变了，请看最新进展' },
  draft_moved_on: { status: 409, words: '已经有同事改过这份草稿，请看最新的' },

  // live
  ticket_invalid: { status: 401, words: '连接已失效，请刷新' },
  topic_unknown: { status: 404, words: '没有这个消息频道' },
} as const satisfies Record<string, { readonly status: number; readonly words: string }>

export type ErrorCode = keyof typeof errors

/** Facts for the reader of an error, e.g. who won the race. Never personal data of others. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean | null>>

/** A request that is refused: thrown where it is known, translated once in bff/http/error-reply. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly detail: ErrorDetail | undefined
  constructor(code: ErrorCode, detail?: ErrorDetail) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.detail = detail
  }
}

export const isErrorCode = (code: string): code is ErrorCode => code in errors && !(code in {})

/** Body of every answer that is not 2xx. `id` finds a 5xx in the server's log. */
export const ErrorBody = object({
  error: object({
    code: Type.String(),
    words: Type.String(),
    detail: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
      ),
    ),
    id: Type.Optional(Type.String()),
  }),
})
