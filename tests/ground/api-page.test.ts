import { expect, test } from 'vitest'
import { startTestApp } from '#tests/support/test-app.ts'

const key = (fill: number) => `k1:${Buffer.alloc(32, fill).toString('base64')}`

test('in production nobody is shown the description of the API, and its demo does not exist', async () => {
  const app = await startTestApp({
    running: false,
    env: {
      LINLI_MODE: 'production',
      DEFAULT_SUBDISTRICT: 'hexing',
      LINLI_SIGNING_KEYS: key(1),
      LINLI_PERSONAL_DATA_KEYS: key(2),
      LINLI_BLIND_INDEX_KEY: key(3),
      DRAIN_SECONDS: '0.1',
    },
  })
  try {
    for (const path of ['/docs', '/docs/', '/docs/json', '/openapi.json', '/api/session/demo'])
      expect([path, (await app.nobody.raw(path)).status]).toEqual([path, 404])
    expect((await app.nobody.raw('/api/settings')).status).toBe(200)
  } finally {
    await app.stop()
  }
})
