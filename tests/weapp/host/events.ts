import type { Data, Faults } from './faults.ts'
import { methodOf, textOf } from './faults.ts'
import type { ViewNode } from './view-node.ts'
import { spokenName } from './view-node.ts'

const bubbling = new Set(['tap', 'longpress', 'touchstart', 'touchmove', 'touchend', 'touchcancel'])

const datasetOf = (node: ViewNode): Data =>
  Object.fromEntries(
    Object.entries(node.attributes)
      .filter(([name]) => name.startsWith('data-'))
      .map(([name, value]) => [
        name.slice(5).replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
        value,
      ]),
  )

const described = (node: ViewNode): Data => ({
  id: textOf(node.attributes.id),
  dataset: datasetOf(node),
  offsetLeft: 0,
  offsetTop: 0,
})

/**
 * Sends one event the way WeChat does: only through what the emitted WXML bound, to the page or
 * component that owns the element, up to the first `catch`. Answers how many heard it.
 */
export const sendEvent = (
  node: ViewNode,
  type: string,
  detail: Data,
  bring: (value: unknown) => unknown,
  faults: Faults,
): number => {
  const timeStamp = Math.round(performance.now())
  const touch = { identifier: 0, pageX: 0, pageY: 0, clientX: 0, clientY: 0 }
  const touches = bubbling.has(type) ? { touches: [touch], changedTouches: [touch] } : {}
  let heard = 0
  for (let at: ViewNode | undefined = node; at !== undefined; at = at.parent) {
    const binding = at.bindings.get(type)
    if (binding !== undefined) {
      const { owner } = at
      const method = methodOf(owner.instance, binding.method)
      if (method === undefined) {
        faults.add(owner.name, `does not have a method "${binding.method}" to handle "${type}"`)
      } else {
        heard++
        const event = { type, timeStamp, target: described(node), currentTarget: described(at) }
        const given = bring({ ...event, detail, mark: {}, ...touches })
        faults.guard(`${type} on “${spokenName(at)}”`, () => method(given))
      }
      if (binding.stops) break
    }
    if (!bubbling.has(type)) break
  }
  return heard
}
