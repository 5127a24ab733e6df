import type { ImportCounts } from './import.service.ts'

const plainLineEveryMs = 2000
const barLength = 24

/** What a person sees of a run: a bar on a terminal, a plain line every 2 s elsewhere. */
export const importProgress = (
  out: { isTTY?: boolean; write: (text: string) => unknown },
  fileBytes: number,
  startedAt: number,
) => {
  let lastLineAt = startedAt

  const said = ({ read, added, already, refused }: ImportCounts, now: number): string => {
    const rate = Math.round(read / Math.max((now - startedAt) / 1000, 0.001))
    return `${read} read · ${added} added · ${already} already there · ${refused} refused · ${rate}/s`
  }
  return {
    /** `now` in milliseconds, as is `startedAt`. */
    show: (counts: ImportCounts, now: number): void => {
      const part = fileBytes === 0 ? 1 : Math.min(counts.bytesRead / fileBytes, 1)
      const percent = `${Math.floor(part * 100)}%`.padStart(4)
      if (out.isTTY) {
        const bar = '█'.repeat(Math.round(part * barLength)).padEnd(barLength, '░')
        out.write(`\r\x1b[K${bar}${percent}  ${said(counts, now)}`)
      } else if (now - lastLineAt >= plainLineEveryMs) {
        lastLineAt = now
        out.write(`${percent.trim()}  ${said(counts, now)}\n`)
      }
    },
    end: (counts: ImportCounts, now: number): void => {
      if (out.isTTY) out.write('\r\x1b[K')
      const seconds = ((now - startedAt) / 1000).toFixed(1)
      out.write(`${said(counts, now)} · ${seconds} s\n`)
    },
  }
}
