/** `12,345`. */
export const counted = (value: number): string => Math.round(value).toLocaleString('en-US')

/** `3:07`, from seconds. */
export const clockOf = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

/** One line that is written over on a terminal, and a line of its own elsewhere. */
export const progressOf = (out: {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}) => ({
  show: (line: string): void => void out.write(out.isTTY ? `\r\x1b[K  ${line}` : `  ${line}\n`),
  end: (): void => void (out.isTTY && out.write('\r\x1b[K')),
})
