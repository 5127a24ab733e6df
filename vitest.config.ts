import { defineConfig } from 'vitest/config'

const pure = ['tests/architecture/**/*.test.ts', 'tests/**/*.pure.test.ts']

export default defineConfig({
  test: {
    dangerouslyIgnoreUnhandledErrors: false,
    projects: [
      {
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
