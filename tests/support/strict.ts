import { afterAll, afterEach, expect } from 'vitest'

/** Everything printed as an error since the last look; loading a file counts as well. */
const said: string[] = []

console.error = (...words: unknown[]): void => {
  said.push(words.map((word) => (word instanceof Error ? word.stack : String(word))).join(' '))
}

/** What nobody expected to be printed as an error is a fault; vitest itself fails on rejections. */
function nothingWasSaid(): void {
  expect(said.splice(0), 'nothing is printed with console.error').toEqual([])
}

afterEach(nothingWasSaid)
afterAll(nothingWasSaid)
