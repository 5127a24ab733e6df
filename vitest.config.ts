import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// The mini-program is a package of its own, so Node does not know its way to shared/; webpack does.
const resolve = { alias: { '#shared': fileURLToPath(new URL('./shared', import.meta.url)) } }
const pure = ['tests/architecture/**/*.test.ts', 'tests/**/*.pure.test.ts']

export default defineConfig({
  test: {
    dangerouslyIgnoreUnhandledErrors: false,
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
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
