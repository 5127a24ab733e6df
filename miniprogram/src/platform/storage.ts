import Taro from '@tarojs/taro'

const prefix = 'linli/'

/** What was stored under the key, unparsed; null when nothing is there or it cannot be read. */
export const readStored = async (key: string): Promise<unknown> => {
  try {
    const { data } = await Taro.getStorage<unknown>({ key: prefix + key })
    return data ?? null
  } catch {
    return null
  }
}

/** True when stored; false when the device has no room (1 MB per key, 10 MB in WeChat). */
export const writeStored = async (key: string, value: unknown): Promise<boolean> => {
  try {
    await Taro.setStorage({ key: prefix + key, data: value })
    return true
  } catch {
    return false
  }
}

export const removeStored = async (key: string): Promise<void> => {
  try {
    await Taro.removeStorage({ key: prefix + key })
  } catch {
    // Nothing was there, which is what was wanted.
  }
}

/**
 * The unfinished form of this name. `parse` answers null for what it does not recognise, e.g. a
 * draft of an older version.
 */
export const readDraft = async <T>(
  name: string,
  parse: (stored: unknown) => T | null,
): Promise<T | null> => parse(await readStored(`draft/${name}`))

export const hasDraft = async (name: string): Promise<boolean> =>
  (await readStored(`draft/${name}`)) !== null

/** Keeps an unfinished form on this device; drafts go when the person signs out. */
export const writeDraft = async (name: string, draft: unknown): Promise<boolean> => {
  const names = await draftNames()
  if (!names.includes(name)) await writeStored('drafts', [...names, name])
  return writeStored(`draft/${name}`, draft)
}

export const dropDraft = (name: string): Promise<void> => removeStored(`draft/${name}`)

/** The next person on this device must not find what the last one wrote. */
export const dropAllDrafts = async (): Promise<void> => {
  for (const name of await draftNames()) await dropDraft(name)
  await removeStored('drafts')
}

const draftNames = async (): Promise<readonly string[]> => {
  const stored = await readStored('drafts')
  return Array.isArray(stored) ? stored.filter((name) => typeof name === 'string') : []
}
