import sharp from 'sharp'

const width = 1200
const height = 900

const street = `<rect width="${width}" height="${height}" fill="#cfdbe0"/>
  <rect y="330" width="${width}" height="570" fill="#8d9499"/>
  <rect y="300" width="${width}" height="46" fill="#d8d2c4"/>
  <rect y="590" width="150" height="16" x="120" fill="#f4f1e6"/><rect y="590" width="150" height="16" x="520" fill="#f4f1e6"/>
  <rect y="590" width="150" height="16" x="920" fill="#f4f1e6"/>
  <rect x="80" y="60" width="300" height="240" fill="#b9a58c"/><rect x="430" y="20" width="360" height="280" fill="#a9b4a2"/>
  <rect x="850" y="80" width="280" height="220" fill="#c2ab9b"/>`
const hole = `<ellipse cx="620" cy="740" rx="190" ry="74" fill="#4b4f52"/><ellipse cx="630" cy="752" rx="150" ry="50" fill="#2e3133"/>
  <ellipse cx="640" cy="760" rx="96" ry="26" fill="#5d7480"/>`
const patch = '<ellipse cx="620" cy="740" rx="195" ry="78" fill="#6f767b"/>'
const corridor = `<rect width="${width}" height="${height}" fill="#e4e0d6"/><polygon points="0,900 420,420 780,420 1200,900" fill="#b7b2a8"/>
  <rect x="420" y="140" width="360" height="280" fill="#d3cdbf"/><rect x="520" y="200" width="160" height="220" fill="#8c6f54"/>
  <polygon points="0,0 420,140 420,420 0,900" fill="#efeade"/><polygon points="1200,0 780,140 780,420 1200,900" fill="#e8e2d4"/>`
const clutter = `<rect x="700" y="560" width="230" height="210" fill="#b98a52"/><rect x="760" y="450" width="170" height="120" fill="#c99b63"/>
  <rect x="300" y="640" width="160" height="150" fill="#7f93a3"/><circle cx="620" cy="760" r="72" fill="none" stroke="#3d4347" stroke-width="16"/>`

const drawing = (parts: readonly string[]): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join('')}</svg>`,
    ),
  )
    .jpeg({ quality: 85 })
    .toBuffer()

/** Drawn, so that nobody takes them for photographs of a real place. */
export const demoPictures = {
  hole: () => drawing([street, hole]),
  patched: () => drawing([street, patch]),
  clutter: () => drawing([corridor, clutter]),
  cleared: () => drawing([corridor]),
} as const
