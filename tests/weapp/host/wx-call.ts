import type { Data, Faults } from './faults.ts'
import { isRecord, methodOf } from './faults.ts'
import type { Sandbox } from './sandbox.ts'

/** What one asynchronous API does: answers what `success` gets, throws what `fail` says. */
export type Api = (options: Data) => unknown

const wordsOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown)

const asked = ['success', 'fail', 'complete']

/**
 * WeChat's way of answering: later, by `success` or `fail`, then `complete`; by a promise when none
 * of them is given. Results are copied into the mini-program's world, so that nothing leaks.
 */
export const answering = (
  name: string,
  api: Api,
  sandbox: () => Sandbox,
  faults: Faults,
): ((given?: unknown) => unknown) => {
  const brought = (result: Data): unknown => {
    const copy = sandbox().bring(result)
    // A buffer would not survive the copy.
    for (const [key, value] of Object.entries(result))
      if (ArrayBuffer.isView(value)) Reflect.set(Object(copy), key, sandbox().bytes(asBytes(value)))
    return copy
  }
  const tell = (options: Data, callback: 'success' | 'fail', result: Data) => {
    const given = brought(result)
    sandbox().later(() => {
      for (const hook of [callback, 'complete'])
        faults.guard(`wx.${name} ${hook}`, () => methodOf(options, hook)?.(given))
    })
  }
  const start = (options: Data): void => {
    const failed = (thrown: unknown) =>
      tell(options, 'fail', { errMsg: `${name}:fail ${wordsOf(thrown)}` })
    try {
      // Started at once: whether it came from a tap is only known now.
      Promise.resolve(api(options)).then(
        (result) =>
          tell(options, 'success', { errMsg: `${name}:ok`, ...(isRecord(result) ? result : {}) }),
        failed,
      )
    } catch (thrown) {
      failed(thrown)
    }
  }
  return (given) => {
    const options = isRecord(given) ? given : {}
    if (asked.some((hook) => hook in options)) return start(options)
    return sandbox().promise((success, fail) => start({ ...options, success, fail }))
  }
}

const asBytes = (view: ArrayBufferView): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
