import { afterEach, beforeEach, expect, vi } from 'vitest'

const said: string[] = []

beforeEach(() => {
  said.length = 0
  vi.spyOn(console, 'error').mockImplementation((...words: unknown[]) => {
    said.push(words.map((word) => (word instanceof Error ? word.stack : String(word))).join(' '))
  })
})

/** What nobody expected to be printed as an error is a fault; unhandled rejections fail the run. */
afterEach(() => {
  vi.mocked(console.error).mockRestore()
  expect(said, 'nothing is printed with console.error').toEqual([])
})
