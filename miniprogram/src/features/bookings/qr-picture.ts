import { encode } from 'uqr'

/** Dark runs of one row as parts of an SVG path; a run is one step, or the picture would be long. */
const rowPath = (row: readonly boolean[], y: number): string => {
  let path = ''
  let from = -1
  for (let x = 0; x <= row.length; x++) {
    const dark = row[x] === true
    if (dark && from < 0) from = x
    if (dark || from < 0) continue
    path += `M${from} ${y}h${x - from}v1h${from - x}z`
    from = -1
  }
  return path
}

/** A QR code as a picture's address: black on white with the quiet border scanners need. */
export const qrPicture = (text: string): string => {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  const path = data.map(rowPath).join('')
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" ` +
    `shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/>` +
    `<path d="${path}" fill="#000"/></svg>`
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
}
