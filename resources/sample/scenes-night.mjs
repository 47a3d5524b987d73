import { back, books, bust, circle, ellipse, glow, gradient, group, hairOf, HEIGHT, line, many, path, rect, ridge, skinOf, WIDTH } from './shapes.mjs'

const shade = (id) => `<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#${id})"/>`

/** An evening class: the teacher under the lamps, the night in the windows, a bench of grown pupils. */
export const evening = (next) => [
  `<defs>${gradient('room', [[0, '#f6e3bd'], [1, '#d9b683']])}${gradient('night', [[0, '#1b2a49'], [1, '#3c5a7d']])}${glow('lamp', '#fff2c4', 0.95)}</defs>`,
  shade('room'),
  rect(0, 720, WIDTH, 360, '#a9784a'),
  many(3, (pane) => group([rect(0, 0, 300, 400, '#7b5a3a', 'rx="6"'), rect(14, 14, 272, 372, 'url(#night)'), many(9, () => circle(30 + next() * 240, 30 + next() * 160, 1.5 + next() * 2, '#fff7d6')), path('M14 300 Q90 262 150 292 T286 280 V386 H14 Z', '#14213d'), many(7, (light) => rect(34 + light * 36, 306 + (light % 3) * 18, 10, 8, '#ffd166')), line('M150 14 V386 M14 200 H286', '#7b5a3a', 10)], `translate(${90 + pane * 360} 90)`)),
  rect(1170, 110, 380, 330, '#2f4858', 'rx="8"'),
  line('M1210 180 H1440 M1210 240 H1500 M1210 300 H1390', '#f1f1e6', 9, 'opacity=".85"'),
  circle(1450, 360, 46, 'none', 'stroke="#ffd166" stroke-width="7"'),
  many(2, (lamp) => group([line('M0 -140 V0', '#4b3b2b', 6), path('M-90 60 Q0 -40 90 60 Z', '#3f6f5d'), ellipse(0, 64, 330, 190, 'url(#lamp)', 'opacity=".75"')], `translate(${430 + lamp * 620} 130)`)),
  books(100, 600, 560, 110, next),
  rect(80, 708, 600, 22, '#7b5a3a'),
  bust(1190, 640, 1.45, { skin: skinOf(2), hair: hairOf(3), shirt: '#6d597a', long: true, arms: [['M-74 14 Q-120 -20 -150 -84', -154, -96], ['M74 20 Q110 60 96 116', 96, 116]] }),
  rect(0, 880, WIDTH, 40, '#6b4a2c'),
  many(6, (seat) => back(150 + seat * 260 + (next() - 0.5) * 30, 980, 1.25, { shirt: ['#3d5a80', '#e07a5f', '#81b29a', '#5f0f40', '#f2cc8f', '#457b9d'][seat], hair: hairOf(seat), long: seat % 3 === 1 })),
]

/** After class: the lit hall behind them, two pupils push their bicycles home along the river. */
export const homeward = (next) => [
  `<defs>${gradient('dusk', [[0, '#101b36'], [0.55, '#2b4570'], [1, '#e0a458']])}${gradient('river', [[0, '#3a5a80'], [1, '#14213d']])}${glow('street', '#ffe3a3', 0.9)}</defs>`,
  shade('dusk'),
  many(40, () => circle(next() * WIDTH, next() * 360, 0.8 + next() * 1.8, '#fff', `opacity="${(0.35 + next() * 0.6).toFixed(2)}"`)),
  circle(1300, 170, 58, '#fdf0c8'),
  ridge(620, [60, 130, 80, 160, 90, 140, 70], '#22395b'),
  rect(0, 600, WIDTH, 200, 'url(#river)'),
  many(16, () => line(`M${next() * WIDTH} ${620 + next() * 160} h${40 + next() * 90}`, '#ffd99a', 3, 'opacity=".35"')),
  group([rect(0, 0, 420, 330, '#5c3d2e'), path('M-30 0 L210 -110 L450 0 Z', '#432818'), many(6, (pane) => rect(36 + (pane % 3) * 130, 50 + Math.floor(pane / 3) * 130, 88, 84, '#ffdf8e', 'rx="4"')), rect(180, 274, 62, 56, '#ffe9b8')], 'translate(120 420)'),
  rect(0, 750, WIDTH, 320, '#3b3a36'),
  line('M0 790 H1600', '#5a574f', 6),
  many(3, (lamp) => group([line('M0 0 V-330', '#1f1f1f', 10), line('M0 -330 q46 -26 74 10', '#1f1f1f', 8), ellipse(80, -300, 190, 190, 'url(#street)'), circle(78, -312, 15, '#fff2c4')], `translate(${330 + lamp * 520} 800)`)),
  ...[[690, '#c8553d', 1], [1070, '#588b8b', 3]].map(([x, shirt, index]) => group([
    many(2, (wheel) => circle(-70 + wheel * 230, 180, 78, 'none', 'stroke="#111" stroke-width="10"') + circle(-70 + wheel * 230, 180, 8, '#111')),
    line('M-70 180 L30 80 L120 92 L160 180 M30 80 L50 180 L120 92 M120 92 L132 44 H170', '#c9ada7', 9),
    bust(-20, 10, 1.15, { skin: skinOf(index), hair: hairOf(index), shirt, long: index === 1, arms: [['M70 10 Q120 24 152 34', 158, 36]] }),
    line('M-46 140 L-62 262 M0 140 L22 262', '#22223b', 30),
  ], `translate(${x} 760)`)),
  many(12, () => ellipse(next() * WIDTH, 1020 + next() * 40, 60 + next() * 90, 12, '#2c2b28', 'opacity=".6"')),
]
