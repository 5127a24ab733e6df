import { createHash } from 'node:crypto'
import type { IdempotencyKey } from '../http/serve.ts'

/** Keys that follow from what is done and in which order, so that nothing is done twice. */
export const demoSteps = (of: string): (() => IdempotencyKey) => {
  let steps = 0
  return () => {
    steps += 1
    const fingerprint = createHash('sha256').update(`${of} step ${steps}`).digest('base64url')
    return { key: `${of}-step-${String(steps).padStart(8, '0')}`, fingerprint }
  }
}
