import type { AsyncState } from '../../components/async-view.tsx'
import type { Session } from '../../platform/session.ts'

/** How far we are in knowing who is there, for a page that shows nothing before. */
export const sessionState = (session: Session): AsyncState<null> => {
  if (session.status === 'starting') return { status: 'loading' }
  if (session.status !== 'unknown') return { status: 'ready', value: null }
  const { code, words } = session.problem
  return code === 'offline' ? { status: 'offline' } : { status: 'failed', words }
}
