import type { Severity } from '#shared/cases/case-status.ts'
import type { CaseTypeView } from '#shared/cases/cases.contract.ts'
import { severityWords } from '#shared/cases/cases.words.ts'
import type { DeskQueue } from './desks.ts'

export interface DeskFilter {
  readonly state: 'open' | 'closed' | 'any'
  readonly history: 'without' | 'only' | 'with'
  readonly typeCode: string | null
  readonly severity: Severity | null
  readonly search: string
}

export const noFilter: DeskFilter = {
  state: 'open',
  history: 'without',
  typeCode: null,
  severity: null,
  search: '',
}

/** Nothing left out: who searches by a number does not know where the case stands. */
export const everywhere: DeskFilter = { ...noFilter, state: 'any', history: 'with' }

/** Whether a search has nowhere else to look. */
export const isEverywhere = (queue: DeskQueue, filter: DeskFilter): boolean =>
  filter.search === '' ||
  (queue === 'all' &&
    filter.state === everywhere.state &&
    filter.history === everywhere.history &&
    filter.severity === null &&
    filter.typeCode === null)

export const stateWords = { open: '没办完的', closed: '已办结的', any: '都要' } as const
export const historyWords = {
  without: '不含历史导入',
  only: '只看历史导入',
  with: '都要',
} as const
/** What is filtered, in words; empty when nothing is. */
export const filterWords = (
  filter: DeskFilter,
  types: readonly CaseTypeView[],
): readonly string[] => [
  ...(filter.search === '' ? [] : [`“${filter.search}”`]),
  ...(filter.state === 'open' ? [] : [filter.state === 'any' ? '含已办结' : '已办结']),
  ...(filter.history === 'without'
    ? []
    : [filter.history === 'only' ? '只看历史导入' : '含历史导入']),
  ...(filter.severity === null ? [] : [severityWords[filter.severity].colour]),
  ...(filter.typeCode === null
    ? []
    : [types.find(({ code }) => code === filter.typeCode)?.name ?? '某一类']),
]
