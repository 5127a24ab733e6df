import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './db/schema/places.ts',
    './db/schema/accounts.ts',
    './db/schema/cases.ts',
    './db/schema/notices.ts',
  ],
  out: './db/migrations',
})
