import { compileFunction } from 'node:vm'
import type { Data } from './faults.ts'
import { isRecord, textOf } from './faults.ts'

/** A compiled attribute or text: what it is with these names in scope. */
export type Expression = (scope: Data) => unknown

// WXML knows operators, literals, paths and calls of wxs functions, nothing else.
const foreign = /=>|`|\b(new|function|this|class|await|typeof)\b|[^=!<>]=[^=]/
const hole = /\{\{([\s\S]*?)\}\}/g
const compiled = new Map<string, Expression>()

const compileOne = (source: string): Expression => {
  const known = compiled.get(source)
  if (known !== undefined) return known
  if (foreign.test(source)) throw new Error(`WXML cannot evaluate {{${source}}}`)
  const run = compileFunction(`with (scope) { return (${source}) }`, ['scope'])
  const expression: Expression = (scope) => {
    // A name nobody gave is undefined in WXML, never an error.
    const names = new Proxy(scope, {
      has: () => true,
      get: (target, name) => (typeof name === 'string' ? target[name] : undefined),
    })
    try {
      return run(names)
    } catch (thrown) {
      // A path through undefined is undefined as well; a missing wxs function is a mistake.
      if (thrown instanceof TypeError && !thrown.message.includes('not a function'))
        return undefined
      throw thrown
    }
  }
  compiled.set(source, expression)
  return expression
}

/** `a {{b}} c` is a text; `{{b}}` alone keeps b's type. */
export const compileText = (source: string): Expression => {
  const parts = source.split(hole)
  if (parts.length === 1) return () => source
  if (parts.length === 3 && parts[0] === '' && parts[2] === '') return compileOne(parts[1] ?? '')
  const pieces = parts.map((part, at): Expression => (at % 2 === 1 ? compileOne(part) : () => part))
  return (scope) => pieces.map((piece) => textOf(piece(scope))).join('')
}

/** The `data` of a template: `{{a: b, c}}` is an object without its braces. */
export const compileData = (source: string | undefined): ((scope: Data) => Data) => {
  if (source === undefined) return () => ({})
  const expression = compileOne(`{${source.trim().replace(/^\{\{|\}\}$/g, '')}}`)
  return (scope) => {
    const data = expression(scope)
    return isRecord(data) ? data : {}
  }
}
