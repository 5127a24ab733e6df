/** The temporary files of one phone, by `wxfile://` path. */
export interface PhoneFiles {
  readonly keep: (content: Uint8Array, ending?: string) => string
  readonly read: (path: string) => Uint8Array
}

export const openPhoneFiles = (): PhoneFiles => {
  const files = new Map<string, Uint8Array>()
  return {
    keep: (content, ending = 'jpg') => {
      const path = `wxfile://tmp_${files.size + 1}.${ending}`
      files.set(path, content)
      return path
    },
    read: (path) => {
      const content = files.get(path)
      if (content === undefined) throw new Error(`no such file or directory ${path}`)
      return content
    },
  }
}
