import type { Role } from './roles.ts'

export const roleWords: Readonly<Record<Role, string>> = {
  resident: '居民',
  elder: '老人',
  family_follower: '家属',
  neighbourhood_officer: '社区专管员',
  grid_head: '网格长',
  hotline_clerk: '热线接听员',
  duty_officer: '值班长',
  handler: '处置人员',
  site_clerk: '服务点工作人员',
  provider_staff: '服务机构人员',
  property_staff: '物业工作人员',
  care_staff: '照护人员',
  gate_guard: '门岗',
  community_police: '社区民警',
  volunteer: '志愿者',
  administrator: '管理员',
}
