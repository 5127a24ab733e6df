import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'
import { SlowestFiles } from './tests/support/slowest-files.ts'

// The mini-program is a package of its own, so Node does not know its way to shared/; webpack does.
const resolve = { alias: { '#shared': fileURLToPath(new URL('./shared', import.meta.url)) } }
const pure = ['tests/architecture/**/*.test.ts', 'tests/**/*.pure.test.ts']

const { TEST_REPORT } = process.env

export default defineConfig({
  test: {
    dangerouslyIgnoreUnhandledErrors: false,
    // Only the whole run (tests/support/run-all.mjs) names a file, and asks for more than the result.
    reporters:
      TEST_REPORT === undefined
        ? ['default']
        : ['default', ['json', { outputFile: TEST_REPORT }], new SlowestFiles()],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve,
        test: {
          name: 'pure',
          include: pure,
          sequence: { groupOrder: 0 },
          setupFiles: ['tests/support/strict.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'doors',
          include: ['tests/**/*.test.ts'],
          exclude: pure,
          setupFiles: ['tests/support/strict.ts'],
          pool: 'forks',
          // The product is loaded once for each worker, not once for each of a hundred files.
          isolate: false,
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
