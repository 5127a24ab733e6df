import type { Data, Faults } from './faults.ts'
import { isRecord, methodOf } from './faults.ts'
import type { PlacedComponent } from './render.ts'
import { applyData } from './set-data.ts'
import type { Owner } from './view-node.ts'
import type { WxmlFile } from './wxml-files.ts'

export interface LiveComponent {
  readonly owner: Owner
  readonly route: string
  readonly data: Data
}

export interface ComponentWorld {
  readonly faults: Faults
  /** The definition given to Component() by the script of this route. */
  readonly definition: (route: string) => Data
  readonly wxml: (name: string) => WxmlFile
  /** Tag → route, from the json beside the page or component. */
  readonly usedBy: (route: string) => ReadonlyMap<string, string>
  readonly sent: (owner: string, bytes: number) => void
  readonly changed: (then: () => void) => void
  readonly pageId: string
}

const defaultOf = (property: unknown): unknown =>
  isRecord(property) && 'value' in property ? property.value : null

const copied = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value))

const startComponent = (route: string, at: string, world: ComponentWorld): LiveComponent => {
  const definition = world.definition(route)
  const properties = isRecord(definition.properties) ? definition.properties : {}
  const name = `${route}@${at}`
  const data: Data = {}
  for (const [key, property] of Object.entries(properties)) data[key] = copied(defaultOf(property))
  if (isRecord(definition.data)) Object.assign(data, copied(definition.data))
  const instance: Data = { data, properties: data, is: route, id: '', dataset: {} }
  if (isRecord(definition.methods)) Object.assign(instance, definition.methods)
  instance.getPageId = () => world.pageId
  instance.setData = (update: unknown, done?: unknown) => {
    if (!isRecord(update)) throw new Error(`${route}: setData needs an object`)
    world.sent(name, applyData(data, update))
    world.changed(() => {
      if (typeof done === 'function') Reflect.apply(done, instance, [])
    })
  }
  const lifetimes = definition.lifetimes
  instance.run = (stage: string) => {
    const hook =
      methodOf(lifetimes, stage) === undefined
        ? definition[stage]
        : Reflect.get(Object(lifetimes), stage)
    if (typeof hook === 'function')
      world.faults.guard(`${route} ${stage}`, () => Reflect.apply(hook, instance, []))
  }
  return { owner: { name, instance }, route, data }
}

/** The custom components living on one page, kept from one drawing to the next by their place. */
export const openComponents = (world: ComponentWorld) => {
  const living = new Map<string, LiveComponent>()
  let seen = new Set<string>()
  const routeOf = (owner: Owner) => living.get(owner.name)?.route ?? owner.name.split('#')[0] ?? ''
  const run = (component: LiveComponent, stage: string) =>
    methodOf(component.owner.instance, 'run')?.(stage)

  const started = (route: string, at: string, properties: Data): LiveComponent => {
    const component = startComponent(route, at, world)
    living.set(component.owner.name, component)
    Object.assign(component.data, copied(properties))
    run(component, 'created')
    run(component, 'attached')
    run(component, 'ready')
    return component
  }

  const placeRoute = (route: string, at: string, properties: Data): PlacedComponent => {
    const name = `${route}@${at}`
    const component = living.get(name) ?? started(route, at, properties)
    Object.assign(component.data, copied(properties))
    seen.add(name)
    return { owner: component.owner, file: world.wxml(`${route}.wxml`), scope: component.data }
  }

  return {
    beginDrawing: () => {
      seen = new Set()
    },
    placeRoute,
    place: (tag: string, at: string, properties: Data, of: Owner) => {
      const route = world.usedBy(routeOf(of)).get(tag)
      return route === undefined ? undefined : placeRoute(route, at, properties)
    },
    endDrawing: () => {
      for (const [name, component] of living) {
        if (seen.has(name)) continue
        run(component, 'detached')
        living.delete(name)
      }
    },
    close: () => {
      for (const component of living.values()) run(component, 'detached')
      living.clear()
    },
  }
}
