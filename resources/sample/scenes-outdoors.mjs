import { books, bust, circle, ellipse, glow, gradient, group, hairOf, HEIGHT, line, many, path, rect, ridge, skinOf, WIDTH } from './shapes.mjs'

const shade = (id) => `<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#${id})"/>`

/** A warm station for those who work outdoors, on a wet night street. */
export const station = (next) => [
  `<defs>${gradient('night', [[0, '#14213d'], [1, '#2f3e6b']])}${gradient('road', [[0, '#2b3252'], [1, '#171b30']])}${gradient('room', [[0, '#ffe6a7'], [1, '#ffc971']])}${glow('lamp', '#ffd98a', 0.85)}${gradient('shine', [[0, '#ffcf7a', 0.5], [1, '#ffcf7a', 0]])}</defs>`,
  shade('night'),
  many(11, (house) => {
    const wide = 120 + Math.floor(next() * 70)
    const tall = 260 + Math.floor(next() * 330)
    const x = house * 150 - 40
    return rect(x, 760 - tall, wide, tall, ['#1c2850', '#222f5b', '#192345'][house % 3]) + many(Math.floor(tall / 62), (floor) => many(Math.floor(wide / 40), (window) => (next() > 0.48 ? rect(x + 12 + window * 38, 776 - tall + floor * 60, 20, 28, next() > 0.3 ? '#f7c873' : '#8fa8d6', 'opacity=".8"') : '')))
  }),
  rect(0, 760, WIDTH, 310, 'url(#road)'),
  rect(0, 752, WIDTH, 26, '#4a5378'),
  circle(760, 560, 520, 'url(#lamp)', 'opacity=".55"'),
  // The station.
  rect(330, 330, 860, 440, '#2a6f6b', 'rx="10"'),
  path('M290 340 L360 250 H1160 L1230 340 Z', '#e76f51'),
  many(11, (stripe) => (stripe % 2 ? '' : path(`M${290 + stripe * 85} 340 L${360 + stripe * 72.7} 250 h72.7 L${290 + (stripe + 1) * 85} 340 Z`, '#f4a261'))),
  rect(370, 372, 560, 300, 'url(#room)', 'rx="6"'),
  rect(970, 372, 180, 398, 'url(#room)', 'rx="6"'),
  line('M970 570 H1150 M1060 372 V770', '#2a6f6b', 10),
  group([rect(0, 0, 250, 60, '#fff3d6', 'rx="10"'), path('M40 46 C10 24 22 6 40 20 C58 6 70 24 40 46 Z', '#e63946'), line('M92 22 H216 M92 40 H186', '#e76f51', 8)], 'translate(635 272)'),
  // Inside: a shelf, a kettle, two people over hot tea.
  rect(400, 420, 220, 12, '#b5651d'),
  many(6, (cup) => rect(412 + cup * 34, 396, 22, 24, ['#e63946', '#457b9d', '#f1faee'][cup % 3], 'rx="4"')),
  bust(480, 610, 1.0, { skin: skinOf(1), hair: hairOf(3), shirt: '#f77f00', cap: '#f77f00', arms: [['M60 30 Q92 66 56 84', 52, 84]] }),
  bust(660, 612, 1.0, { skin: skinOf(0), hair: hairOf(1), long: true, shirt: '#2a9d8f', arms: [['M-60 30 Q-92 66 -56 84', -52, 84]] }),
  bust(812, 614, 0.94, { skin: skinOf(3), hair: hairOf(2), shirt: '#3a86ff', cap: '#3a86ff' }),
  rect(370, 672, 560, 26, '#8d5524'),
  rect(390, 698, 520, 72, '#1f5350'),
  many(3, (cup) => group([rect(-17, -30, 34, 30, '#fff', 'rx="5"'), line('M-6 -44 q8 -12 0 -24 M8 -44 q8 -12 0 -24', '#fff', 4, 'opacity=".7"')], `translate(${570 + cup * 110} 672)`)),
  // A courier's scooter by the door.
  group([circle(-90, 66, 42, '#12172b'), circle(-90, 66, 18, '#7c88b8'), circle(100, 66, 42, '#12172b'), circle(100, 66, 18, '#7c88b8'), path('M-100 50 Q-60 -6 -10 20 L44 20 Q70 18 84 40 L20 56 Z', '#ffd166'), rect(-140, -74, 104, 92, '#118ab2', 'rx="8"'), rect(-128, -62, 80, 26, '#fff', 'rx="4" opacity=".85"'), line('M84 40 L62 -66 L94 -76', '#cfd6ee', 10), circle(80, -50, 12, '#fff6c9')], 'translate(1330 760)'),
  path('M330 778 H1190 L1290 1067 H230 Z', 'url(#shine)'),
  many(2, (post) => group([line('M0 0 V420', '#0d1329', 14), path('M-54 -8 H54 L34 -40 H-34 Z', '#0d1329'), circle(0, 16, 150, 'url(#lamp)'), ellipse(0, 2, 40, 14, '#fff2c4')], `translate(${post === 0 ? 160 : 1440} 350)`)),
  many(150, () => {
    const [x, y] = [next() * WIDTH, next() * 1040]
    return line(`M${x} ${y} l-7 26`, '#cfe0ff', 2, 'opacity=".28"')
  }),
  many(26, () => ellipse(next() * WIDTH, 830 + next() * 220, 30 + next() * 60, 3 + next() * 3, '#9fb4e8', 'opacity=".25"')),
]

/** A shipyard in the first light: gantry cranes, a hull on the slip. */
export const shipyard = (next) => [
  `<defs>${gradient('dawn', [[0, '#33658a'], [0.45, '#86bbd8'], [0.75, '#ffd9a0'], [1, '#f6ae2d']])}${glow('sun', '#fff3cf', 1)}${gradient('hull', [[0, '#b23a48'], [1, '#73222d']])}${gradient('water', [[0, '#f3c98b'], [0.4, '#6f9fb5'], [1, '#2f5d75']])}</defs>`,
  shade('dawn'),
  circle(420, 560, 300, 'url(#sun)'),
  circle(420, 560, 74, '#fff8e3'),
  many(6, (cloud) => ellipse(120 + cloud * 290 + next() * 80, 150 + next() * 210, 150 + next() * 90, 15 + next() * 10, '#fff4dd', 'opacity=".55"')),
  ridge(640, [40, 90, 50, 110, 70, 60, 100, 40], '#5f8ca3', 'opacity=".75"'),
  rect(0, 640, WIDTH, 430, 'url(#water)'),
  many(60, () => rect(next() * 900, 660 + next() * 240, 30 + next() * 110, 4, '#fff1cf', 'opacity=".35" rx="2"')),
  // Gantry cranes.
  ...[[880, 1], [1330, 0.8], [120, 0.62]].map(([x, scale]) =>
    group([line('M0 520 L40 0 M220 520 L180 0 M14 340 H206 M26 180 H194 M14 340 L194 180 M206 340 L26 180', '#e76f51', 16), rect(-330, -34, 700, 36, '#e76f51'), line('M-330 -34 L110 -150 L370 -34 M110 -150 V-34', '#d1583b', 9), rect(60, 2, 90, 60, '#264653', 'rx="6"'), rect(72, 14, 66, 24, '#bfe0ea'), line('M-190 2 V190', '#333', 5), path('M-214 190 h48 l-12 30 h-24 Z', '#f4a261')], `translate(${x} ${650 - 520 * scale}) scale(${scale})`),
  ),
  // The hull on its slip.
  path('M520 880 L1600 930 V1067 H420 Z', '#6d6875'),
  path('M560 640 H1560 L1500 900 Q1100 940 720 900 Q610 860 560 640 Z', 'url(#hull)'),
  path('M560 640 H1560 L1548 694 H577 Z', '#f1faee'),
  many(9, (port) => circle(680 + port * 92, 668, 13, '#33658a')),
  path('M1120 640 V520 H1460 V640 Z', '#f8f4e9'),
  rect(1160, 440, 240, 84, '#f8f4e9', 'rx="6"'),
  many(5, (window) => rect(1174 + window * 44, 460, 32, 30, '#33658a', 'rx="3"')),
  rect(1250, 360, 70, 84, '#e9c46a'),
  rect(1250, 380, 70, 20, '#b23a48'),
  many(6, (prop) => line(`M${690 + prop * 140} 910 L${660 + prop * 140} 1030 M${690 + prop * 140} 910 L${724 + prop * 140} 1030`, '#4a4453', 15)),
  line('M560 700 L470 960', '#4a4453', 10),
  rect(0, 985, WIDTH, 90, '#433d4a'),
  // Those who work the morning shift.
  ...[[210, '#f77f00'], [330, '#2a6f97'], [440, '#f77f00']].map(([x, shirt], index) => group([rect(-36, 60, 30, 120, '#2b3a4a', 'rx="8"'), rect(6, 60, 30, 120, '#2b3a4a', 'rx="8"'), bust(0, -10, 0.82, { skin: skinOf(index), hair: hairOf(index), shirt, cap: index === 1 ? '#f8f9fa' : '#ffd60a', arms: index === 2 ? [['M70 20 Q130 -20 160 -90', 164, -98]] : [] })], `translate(${x} 860)`)),
  many(8, (bird) => line(`M${560 + next() * 420} ${150 + next() * 190} q12 -14 24 0 q12 -14 24 0`, '#264653', 4)),
]

/** The harbour before sunrise: a small library boat leaves the pier. */
export const ferry = (next) => [
  `<defs>${gradient('sky', [[0, '#3d405b'], [0.5, '#81709a'], [0.8, '#f2a07b'], [1, '#ffd6a5']])}${gradient('sea', [[0, '#f2b58c'], [0.3, '#8a7aa0'], [1, '#2b2f4d']])}${glow('sun', '#fff0cf', 1)}${glow('cabin', '#ffe29a', 0.9)}</defs>`,
  shade('sky'),
  many(60, () => circle(next() * WIDTH, next() * 300, 1 + next() * 1.8, '#fff', 'opacity=".7"')),
  circle(1130, 600, 330, 'url(#sun)'),
  circle(1130, 604, 70, '#fff3d9'),
  ridge(620, [50, 130, 80, 180, 110, 60, 130, 70, 150], '#6d6388'),
  ridge(630, [90, 40, 70, 30, 90, 50, 20, 60, 30], '#564f73'),
  many(26, () => rect(next() * 760, 596 + next() * 24, 6, 8, '#ffe29a')),
  rect(0, 618, WIDTH, 450, 'url(#sea)'),
  many(70, () => rect(980 + (next() - 0.5) * 420, 630 + next() * 380, 30 + next() * 120, 4, '#ffe9c9', 'opacity=".45" rx="2"')),
  many(40, () => rect(next() * WIDTH, 680 + next() * 380, 50 + next() * 140, 3, '#1f2340', 'opacity=".35" rx="2"')),
  // The boat.
  group([
    ellipse(430, 330, 560, 34, '#1f2340', 'opacity=".45"'),
    path('M0 170 H860 L790 310 Q430 350 90 310 Z', '#1d4e6f'),
    path('M0 170 H860 L850 196 H9 Z', '#f8f4e9'),
    rect(90, 30, 610, 142, '#f8f4e9', 'rx="10"'),
    rect(70, 10, 660, 30, '#d1495b', 'rx="8"'),
    many(6, (window) => rect(116 + window * 98, 56, 76, 76, '#ffdf8f', 'rx="6"') + books(122 + window * 98, 90, 64, 40, next)),
    circle(400, 90, 360, 'url(#cabin)', 'opacity=".5"'),
    rect(520, -80, 180, 92, '#f8f4e9', 'rx="8"'),
    many(3, (window) => rect(534 + window * 54, -62, 42, 40, '#bfe0ea', 'rx="4"')),
    line('M610 -80 V-210 M610 -190 L700 -150', '#3d405b', 8),
    path('M610 -206 L690 -186 L610 -164 Z', '#e63946'),
    line('M730 170 V110 H850 V170 M770 110 V170 M810 110 V170', '#f8f4e9', 7),
    many(5, (tyre) => circle(150 + tyre * 150, 236, 24, 'none', 'stroke="#14213d" stroke-width="13"')),
    bust(800, 92, 0.56, { skin: skinOf(1), hair: hairOf(0), shirt: '#f77f00', arms: [['M60 10 Q110 -40 120 -110', 122, -116]] }),
  ], 'translate(270 560)'),
  line('M250 860 Q160 850 60 880 M270 890 Q150 900 30 930', '#ffe9c9', 5, 'opacity=".6"'),
  // The pier.
  path('M1060 1067 L1230 830 H1600 V1067 Z', '#4b3b45'),
  many(6, (plank) => line(`M${1210 - plank * 26} ${860 + plank * 38} H1600`, '#382c35', 6)),
  many(4, (post) => rect(1236 + post * 110, 760 + post * 10, 26, 110, '#33272f', 'rx="6"')),
  line('M1249 790 Q1300 836 1359 800 Q1410 846 1469 810 Q1520 852 1580 820', '#cbb79f', 7),
  group([line('M0 0 V-210', '#33272f', 14), circle(0, -222, 120, 'url(#cabin)'), circle(0, -222, 20, '#fff3c4')], 'translate(1530 830)'),
  many(7, () => line(`M${200 + next() * 900} ${130 + next() * 250} q13 -15 26 0 q13 -15 26 0`, '#2b2f4d', 4)),
]

/** The boat's reading room: shelves, a lamp, an evening class. */
export const cabin = (next) => [
  `<defs>${gradient('wood', [[0, '#6f4a34'], [1, '#8d6346']])}${gradient('glass', [[0, '#1b2a49'], [1, '#465c8b']])}${glow('lamp', '#ffe6a7', 0.95)}${gradient('table', [[0, '#d9a066'], [1, '#a9713f']])}</defs>`,
  shade('wood'),
  many(17, (plank) => line(`M${plank * 100} 0 V760`, '#5d3c29', 4)),
  // Shelves left and right, portholes between.
  ...[60, 1120].map((x) => group([rect(x, 80, 420, 560, '#4a2f20', 'rx="8"'), many(4, (shelf) => rect(x + 16, 100 + shelf * 134, 388, 118, '#2f1d13') + books(x + 22, 104 + shelf * 134, 376, 112, next) + rect(x + 10, 216 + shelf * 134, 400, 12, '#7a5137'))])),
  ...[650, 950].map((x) => group([circle(x, 270, 112, '#c99a5b'), circle(x, 270, 92, 'url(#glass)'), path(`M${x - 88} 296 Q${x - 40} 276 ${x} 296 T${x + 88} 296 Q${x + 60} 362 ${x} 362 Q${x - 60} 362 ${x - 88} 296 Z`, '#24365c'), circle(x + 34, 236, 14, '#f4e9c8'), many(8, (bolt) => circle(x + Math.cos((bolt * Math.PI) / 4) * 102, 270 + Math.sin((bolt * Math.PI) / 4) * 102, 6, '#8d6a38'))])),
  line('M800 0 V120', '#2f1d13', 8),
  path('M720 190 Q730 120 800 118 Q870 120 880 190 Z', '#d1495b'),
  ellipse(800, 192, 80, 16, '#fff3cf'),
  ellipse(800, 430, 620, 460, 'url(#lamp)', 'opacity=".75"'),
  rect(0, 760, WIDTH, 310, '#5a3a28'),
  bust(470, 660, 1.4, { skin: skinOf(2), hair: hairOf(1), shirt: '#457b9d', arms: [['M64 40 Q104 92 60 118', 56, 118]] }),
  bust(800, 622, 1.4, { skin: skinOf(0), hair: hairOf(0), long: true, shirt: '#f4a261', collar: '#fff', arms: [['M-74 20 Q-120 60 -92 122', -90, 126], ['M76 14 Q128 -20 138 -80', 140, -90]] }),
  bust(1130, 660, 1.4, { skin: skinOf(3), hair: '#8a8588', shirt: '#6a994e', arms: [['M-64 40 Q-104 92 -60 118', -56, 118]] }),
  path('M180 800 H1420 L1560 1067 H40 Z', 'url(#table)'),
  path('M180 800 H1420 L1428 818 H172 Z', '#f0c68e'),
  ...[[470, 880, '#f8f4e9'], [800, 850, '#fdf0d5'], [1130, 880, '#f8f4e9']].map(([x, y, paper]) => group([path('M-130 20 Q-66 -18 0 8 Q66 -18 130 20 L146 78 Q70 40 0 66 Q-70 40 -146 78 Z', paper), line('M0 8 V66', '#c9b79c', 4), many(3, (row) => line(`M${-104 + row * -3} ${26 + row * 14} Q-60 ${8 + row * 14} -18 ${24 + row * 14} M18 ${24 + row * 14} Q60 ${8 + row * 14} ${104 + row * 3} ${26 + row * 14}`, '#b9a88c', 4))], `translate(${x} ${y})`)),
  group([rect(-34, -66, 68, 66, '#e63946', 'rx="8"'), path('M34 -52 q30 2 26 26 q-4 20 -26 16', 'none', 'stroke="#e63946" stroke-width="10"'), line('M-10 -82 q10 -14 0 -28 M12 -82 q10 -14 0 -28', '#fff', 5, 'opacity=".65"')], 'translate(1330 900)'),
  group([rect(-60, -16, 120, 16, '#355070', 'rx="3"'), rect(-54, -34, 110, 18, '#e56b6f', 'rx="3"'), rect(-58, -54, 116, 20, '#eaac8b', 'rx="3"'), line('M40 -62 L96 -92', '#ffd166', 9)], 'translate(270 900)'),
]
