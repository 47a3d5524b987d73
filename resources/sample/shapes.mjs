/** Small parts the sample's pictures are put together from. Every function answers SVG; positions are pixels of a 1600 x 1067 picture. */

export const WIDTH = 1600
export const HEIGHT = 1067

/** A repeatable sequence of numbers in 0..1, so that the same script always draws the same picture. */
export const sequence = (seed) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const rect = (x, y, width, height, fill, more = '') => `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" ${more}/>`
export const circle = (x, y, radius, fill, more = '') => `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}" ${more}/>`
export const ellipse = (x, y, rx, ry, fill, more = '') => `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`
export const path = (d, fill, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`
export const line = (d, stroke, width, more = '') => `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`
export const group = (content, transform = '', more = '') => `<g ${transform ? `transform="${transform}"` : ''} ${more}>${Array.isArray(content) ? content.join('') : content}</g>`
export const many = (count, make) => Array.from({ length: count }, (_, index) => make(index)).join('')

/** A vertical (or given) linear gradient; `stops` is [offset, colour, opacity?][]. */
export const gradient = (id, stops, vector = 'x1="0" y1="0" x2="0" y2="1"') =>
  `<linearGradient id="${id}" ${vector}>${stops.map(([at, colour, opacity = 1]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`).join('')}</linearGradient>`
export const glow = (id, colour, strength = 0.9) =>
  `<radialGradient id="${id}"><stop offset="0" stop-color="${colour}" stop-opacity="${strength}"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>`

const SKIN = ['#f0c4a0', '#e7b48d', '#f4cfae', '#d9a27c']
const HAIR = ['#2b2430', '#3a2e2a', '#1f2430', '#4a3a33', '#6d6a70']
export const skinOf = (index) => SKIN[index % SKIN.length]
export const hairOf = (index) => HAIR[index % HAIR.length]

/** A person from the waist up, facing us. `arms` are drawn over the body in the shirt's colour, ending in hands. */
export const bust = (x, y, scale, { skin = SKIN[0], hair = HAIR[0], shirt = '#355c7d', long = false, cap = null, apron = null, arms = [], smile = true, collar = '#ffffff' } = {}) =>
  group(
    [
      long ? path('M-48 -120 Q-54 -170 0 -170 Q54 -170 48 -120 Q66 -60 44 -28 L-44 -28 Q-66 -60 -48 -120 Z', hair) : '',
      path('M-92 120 Q-100 -6 -52 -30 Q0 -44 52 -30 Q100 -6 92 120 Z', shirt),
      apron ? path('M-48 120 L-44 6 Q0 24 44 6 L48 120 Z', apron) + line('M-44 8 L-30 -34 M44 8 L30 -34', apron, 9) : path('M-22 -38 L0 -8 L22 -38 Z', collar),
      rect(-17, -66, 34, 40, skin, 'rx="14"'),
      path('M-17 -48 Q0 -34 17 -48 L17 -40 Q0 -26 -17 -40 Z', '#000', 'opacity=".12"'),
      ellipse(0, -106, 43, 51, skin),
      path('M-45 -104 Q-52 -166 0 -168 Q52 -166 45 -104 Q40 -136 14 -140 Q-26 -138 -36 -128 Q-42 -118 -45 -104 Z', hair),
      cap ? path('M-50 -128 Q-48 -184 0 -186 Q48 -184 50 -128 Z', cap) + rect(-58, -134, 116, 13, cap, 'rx="6"') : '',
      circle(-16, -102, 4.4, '#33272a'),
      circle(16, -102, 4.4, '#33272a'),
      smile ? line('M-12 -80 Q0 -70 12 -80', '#a8503f', 4) : '',
      ellipse(-27, -88, 8, 5, '#e8806f', 'opacity=".35"'),
      ellipse(27, -88, 8, 5, '#e8806f', 'opacity=".35"'),
      ...arms.map(([d, hx, hy]) => line(d, shirt, 36) + line(d, '#000', 36, 'opacity=".08"') + circle(hx, hy, 19, skin)),
    ],
    `translate(${x} ${y}) scale(${scale})`,
  )

/** A seated person seen from behind, as an audience is. */
export const back = (x, y, scale, { hair = HAIR[0], shirt = '#445b78', long = false } = {}) =>
  group(
    [
      path('M-104 150 Q-110 6 -56 -22 Q0 -38 56 -22 Q110 6 104 150 Z', shirt),
      path('M-56 -22 Q0 -38 56 -22 Q40 0 0 2 Q-40 0 -56 -22 Z', '#000', 'opacity=".14"'),
      rect(-16, -62, 32, 44, '#d8a883', 'rx="12"'),
      ellipse(0, -104, 45, 54, hair),
      long ? path('M-45 -104 Q-54 -36 -34 -14 L34 -14 Q54 -36 45 -104 Z', hair) : '',
      ellipse(-12, -128, 18, 12, '#fff', 'opacity=".08"'),
    ],
    `translate(${x} ${y}) scale(${scale})`,
  )

/** A row of hills or waves across the picture: from the left edge to the right, filled to the bottom. */
export const ridge = (y, heights, fill, more = '') => {
  const step = WIDTH / (heights.length - 1)
  const points = heights.map((height, index) => [Math.round(index * step), y - height])
  let d = `M0 ${HEIGHT} L0 ${points[0][1]}`
  for (let index = 1; index < points.length; index += 1) {
    const [x0, y0] = points[index - 1]
    const [x1, y1] = points[index]
    d += ` C${x0 + step / 2} ${y0} ${x1 - step / 2} ${y1} ${x1} ${y1}`
  }
  return path(`${d} L${WIDTH} ${HEIGHT} Z`, fill, more)
}

/** A shelf of books between two x. */
export const books = (x, y, width, height, next) => {
  const colours = ['#c8553d', '#588b8b', '#f28f3b', '#355070', '#e8d5b7', '#7d5a50', '#8f9e6f', '#b56576']
  let out = ''
  for (let at = x; at < x + width - 12; ) {
    const thick = 11 + Math.floor(next() * 16)
    const tall = height * (0.66 + next() * 0.3)
    const colour = colours[Math.floor(next() * colours.length)]
    out += rect(at, y + height - tall, Math.min(thick, x + width - at), tall, colour, 'rx="2"') + rect(at + 2, y + height - tall + 10, Math.max(1, thick - 4), 4, '#fff', 'opacity=".35"')
    at += thick + 1.5
  }
  return out
}
