import { createHash } from 'node:crypto'

import sharp from 'sharp'

import type { Photo } from '../../src-shared/story/story'

/** A drawn photo: its bytes and what a story says of them. */
export type DrawnPhoto = { bytes: Uint8Array; photo: Photo }

const hills = (width: number, height: number, hue: number): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
  <defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="hsl(${hue},46%,68%)"/><stop offset="1" stop-color="hsl(${hue + 150},52%,88%)"/></linearGradient>
  </defs>
  <rect width="${width}" height="${height}" fill="url(#sky)"/>
  <circle cx="${width * 0.74}" cy="${height * 0.26}" r="${height * 0.07}" fill="#fff6df"/>
  <path d="M0 ${height * 0.55} Q ${width * 0.22} ${height * 0.3} ${width * 0.46} ${height * 0.52} T ${width} ${height * 0.4} V ${height} H 0 Z" fill="hsl(${hue},26%,46%)"/>
  <path d="M0 ${height * 0.68} Q ${width * 0.32} ${height * 0.48} ${width * 0.6} ${height * 0.66} T ${width} ${height * 0.6} V ${height} H 0 Z" fill="hsl(${hue - 20},30%,34%)"/>
  <rect y="${height * 0.78}" width="${width}" height="${height * 0.22}" fill="hsl(${hue},34%,56%)"/>
  ${[0.12, 0.2, 0.27, 0.52, 0.6].map((at, index) => `<rect x="${width * at}" y="${height * (0.62 - index * 0.015)}" width="${width * 0.05}" height="${height * (0.16 + index * 0.015)}" fill="hsl(${hue + 190},18%,${84 - index * 6}%)"/>`).join('')}
</svg>`

/** Draws a landscape; the same arguments give the same bytes on one machine. */
export const drawPhoto = async (options: { width?: number; height?: number; hue?: number; name?: string; type?: 'jpeg' | 'png' } = {}): Promise<DrawnPhoto> => {
  const { width = 1600, height = 1067, hue = 205, name = 'photo.jpg', type = 'jpeg' } = options
  const drawing = sharp(Buffer.from(hills(width, height, hue)))
  const bytes = new Uint8Array(await (type === 'jpeg' ? drawing.jpeg({ quality: 82 }) : drawing.png()).toBuffer())
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { bytes, photo: { sha256, mediaType: `image/${type}`, width, height, bytes: bytes.length, name } }
}

/** Three photos of three shapes: landscape, portrait, and a small PNG. */
export const drawPhotos = (): Promise<DrawnPhoto[]> =>
  Promise.all([
    drawPhoto({ width: 1600, height: 1067, hue: 205, name: 'DSC_2041.JPG' }),
    drawPhoto({ width: 900, height: 1200, hue: 34, name: '夜校 教室.jpg' }),
    drawPhoto({ width: 640, height: 480, hue: 150, name: 'dawn.png', type: 'png' }),
  ])
