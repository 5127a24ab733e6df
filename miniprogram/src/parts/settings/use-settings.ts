import { useEffect, useState } from 'react'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import { readSettings } from '#shared/system/system.contract.ts'
import { call } from '../../platform/api.ts'

export type Settings = ResponseOf<typeof readSettings>

let reading: Promise<Settings> | null = null

/** The server's public settings, read once for the life of the app. Throws a `Failure`. */
export const loadSettings = (): Promise<Settings> => {
  reading ??= call(readSettings, {}).catch((problem) => {
    reading = null
    throw problem
  })
  return reading
}

/** The same for a page; null until they are here. */
export const useSettings = (): Settings | null => {
  const [settings, setSettings] = useState<Settings | null>(null)
  useEffect(() => {
    let gone = false
    loadSettings().then(
      (loaded) => gone || setSettings(loaded),
      // Whoever needs them asks again; a page without them still shows the rest.
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [])
  return settings
}
