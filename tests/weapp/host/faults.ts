/** Everything the run did that WeChat would have shown as an error, in order. */
export interface Faults {
  readonly add: (where: string, thrown: unknown) => void
  readonly list: () => readonly string[]
  /** Runs it; what it throws becomes a fault instead of ending the host. */
  readonly guard: <T>(where: string, work: () => T) => T | undefined
}

const described = (thrown: unknown): string => {
  if (typeof thrown === 'string') return thrown
  // Errors of the sandbox belong to another realm, so `instanceof Error` does not know them.
  const stack = isRecord(thrown) ? thrown.stack : undefined
  return typeof stack === 'string' ? stack.split('\n').slice(0, 6).join('\n') : String(thrown)
}

export const collectFaults = (): Faults => {
  const said: string[] = []
  const add: Faults['add'] = (where, thrown) => void said.push(`${where}: ${described(thrown)}`)
  return {
    add,
    list: () => said,
    guard: (where, work) => {
      try {
        return work()
      } catch (thrown) {
        add(where, thrown)
        return undefined
      }
    },
  }
}

export type Data = Record<string, unknown>

export const isRecord = (raw: unknown): raw is Data => typeof raw === 'object' && raw !== null

/** The function of this name, bound to its object; undefined when there is none. */
export const methodOf = (
  target: unknown,
  name: string,
): ((...given: unknown[]) => unknown) | undefined => {
  const found: unknown = isRecord(target) ? Reflect.get(target, name) : undefined
  return typeof found === 'function' ? (...given) => Reflect.apply(found, target, given) : undefined
}

export const textOf = (raw: unknown): string =>
  raw === undefined || raw === null ? '' : String(raw)
