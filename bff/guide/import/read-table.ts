import type { Cell } from './table-columns.ts'

/** Lines of a CSV by RFC 4180: quotes, doubled quotes, line ends inside of them. */
export const rowsOfCsv = (text: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const source = text.startsWith('\ufeff') ? text.slice(1) : text
  for (let at = 0; at < source.length; at++) {
    const letter = source[at] ?? ''
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (source[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === ',') {
      row.push(cell)
      cell = ''
    } else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && source[at + 1] === '\n') at++
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += letter
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows
}

const isCell = (value: unknown): value is Cell =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value) || value instanceof Date

/** Rows of the first sheet of an Excel file. */
export const rowsOfExcel = async (file: Buffer): Promise<Cell[][]> => {
  // Loaded only here: nobody else needs it.
  const { readSheet } = await import('read-excel-file/node')
  const rows = await readSheet(file)
  return rows.map((row) => row.map((cell: unknown) => (isCell(cell) ? cell : String(cell))))
}
