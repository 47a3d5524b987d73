import { back, books, bust, circle, ellipse, glow, gradient, group, hairOf, HEIGHT, line, many, path, rect, ridge, skinOf, WIDTH } from './shapes.mjs'

const shade = (id) => `<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#${id})"/>`

/** A lecture room: a craftsman at the board, his class before him. */
export const lecture = (next) => {
  const shirts = ['#3d5a80', '#98c1d9', '#ee6c4d', '#6b705c', '#b5838d', '#457b9d', '#e9c46a', '#2a9d8f']
  const row = (y, scale, count, offset) => many(count, (index) => back(offset + (index * (WIDTH - 2 * offset)) / (count - 1) + (next() - 0.5) * 26, y, scale, { shirt: shirts[Math.floor(next() * shirts.length)], hair: hairOf(Math.floor(next() * 5)), long: next() > 0.55 }))
  return [
    `<defs>${gradient('wall', [[0, '#f3e7d3'], [1, '#e5d0ad']])}${gradient('board', [[0, '#2f5d50'], [1, '#234a40']])}${gradient('sun', [[0, '#fff7dd', 0.75], [1, '#fff7dd', 0]], 'x1="0" y1="0" x2="1" y2="1"')}</defs>`,
    shade('wall'),
    rect(0, 690, WIDTH, 400, '#c9a97c'),
    many(2, (side) => group([rect(0, 0, 210, 420, '#fdf6e3', 'rx="6"'), rect(12, 12, 186, 396, '#bfe0ea'), ridge(0, [0], 'none'), path('M12 300 Q70 240 110 290 Q150 230 198 280 L198 408 L12 408 Z', '#8fb996'), line('M105 12 V408 M12 210 H198', '#fdf6e3', 8)], `translate(${side === 0 ? 60 : 1330} 110)`)),
    rect(330, 90, 940, 470, '#8a5a3c', 'rx="10"'),
    rect(350, 110, 900, 430, 'url(#board)', 'rx="4"'),
    // The drawing on the board: a gear, its section, its dimensions.
    group([circle(0, 0, 92, 'none', 'stroke="#f1f1e6" stroke-width="6"'), circle(0, 0, 30, 'none', 'stroke="#f1f1e6" stroke-width="6"'), many(12, (tooth) => rect(-11, -118, 22, 30, 'none', `stroke="#f1f1e6" stroke-width="5" transform="rotate(${tooth * 30})"`)), line('M-140 0 H140 M0 -140 V140', '#ffd166', 3, 'stroke-dasharray="14 9"')], 'translate(560 320)'),
    line('M760 230 H1120 M760 285 H1060 M760 340 H1140 M760 395 H980', '#f1f1e6', 9, 'opacity=".85"'),
    line('M760 455 L840 425 L920 440 L1000 400 L1080 410 L1160 370', '#ff9f80', 6),
    rect(330, 552, 940, 18, '#70452c'),
    bust(1180, 560, 1.5, { skin: skinOf(1), hair: '#5b5657', shirt: '#2b4c7e', cap: null, arms: [['M-70 10 Q-130 -30 -168 -92', -172, -104], ['M74 20 Q104 70 92 122', 92, 120]] }),
    rect(1000, 690, 380, 200, '#a8743f', 'rx="8"'),
    rect(980, 676, 420, 26, '#8a5a3c', 'rx="6"'),
    group([rect(0, -46, 90, 46, '#c8553d', 'rx="3"'), rect(10, -60, 76, 14, '#f2e8cf'), circle(160, -30, 30, '#6c757d'), circle(160, -30, 12, '#ced4da'), rect(230, -56, 16, 56, '#e9c46a')], 'translate(1030 678)'),
    row(872, 0.92, 7, 120),
    row(1010, 1.2, 6, 60),
    path(`M0 0 L620 0 L1120 ${HEIGHT} L260 ${HEIGHT} Z`, 'url(#sun)', 'opacity=".24"'),
  ]
}

/** A stage: three people reading aloud under the lights. */
export const recital = (next) => [
  `<defs>${gradient('hall', [[0, '#3b0d11'], [1, '#6a1b1a']])}${gradient('beam', [[0, '#ffe8b5', 0.7], [1, '#ffe8b5', 0]])}${gradient('floor', [[0, '#c98b4a'], [1, '#7a4a24']])}${glow('spot', '#ffdf9e', 0.8)}</defs>`,
  shade('hall'),
  many(20, (fold) => path(`M${fold * 84} 0 Q${fold * 84 + 42} 420 ${fold * 84 + 8} 760 L${fold * 84 + 70} 760 Q${fold * 84 + 62} 380 ${fold * 84 + 84} 0 Z`, fold % 2 ? '#8d1f22' : '#a3282b')),
  // Mountains and a river on the backdrop.
  group([rect(0, 0, 960, 480, '#f3d9b1', 'rx="8"'), circle(720, 130, 64, '#d9473b'), path('M0 480 V320 Q120 180 240 300 Q360 120 520 290 Q640 200 760 310 Q860 240 960 330 V480 Z', '#56766f'), path('M0 480 V390 Q180 300 340 380 Q520 300 700 390 Q840 340 960 400 V480 Z', '#2f4f4f'), path('M420 480 Q500 420 460 390 Q560 400 540 440 Q620 450 640 480 Z', '#e8f1f2'), many(5, (bird) => line(`M${150 + bird * 66} ${110 + (bird % 3) * 22} q14 -16 28 0 q14 -16 28 0`, '#56423d', 5))], 'translate(320 130)'),
  rect(0, 730, WIDTH, 337, 'url(#floor)'),
  many(9, (board) => line(`M${board * 210 - 40} 730 L${board * 260 - 240} 1067`, '#5d3519', 3, 'opacity=".5"')),
  ellipse(800, 872, 640, 120, 'url(#spot)'),
  many(3, (light) => path(`M${400 + light * 400 - 30} 0 L${400 + light * 400 + 30} 0 L${400 + light * 400 + 230} 860 L${400 + light * 400 - 230} 860 Z`, 'url(#beam)', 'opacity=".55"')),
  many(3, (light) => group([rect(-34, -10, 68, 60, '#211a1d', 'rx="12"'), ellipse(0, 52, 34, 14, '#fff3cf')], `translate(${400 + light * 400} 10)`)),
  ...[[430, '#f8f4e9', true, 0], [800, '#28527a', false, 1], [1170, '#f4b393', true, 2]].map(([x, shirt, long, index]) =>
    group([
      path(`M-120 300 Q-130 120 -84 96 L84 96 Q130 120 120 300 Z`, index === 1 ? '#1d3557' : '#7f1d1d'),
      bust(0, 40, 1.6, { skin: skinOf(index), hair: hairOf(index), shirt, long, collar: index === 1 ? '#fff' : '#c1121f', arms: [['M-78 20 Q-96 84 -28 92', -24, 88], ['M78 20 Q96 84 28 92', 24, 88]] }),
      group([path('M-92 -8 Q-46 -30 0 -6 Q46 -30 92 -8 V70 Q46 50 0 72 Q-46 50 -92 70 Z', '#b5262a'), path('M-84 -6 Q-44 -24 0 -2 Q44 -24 84 -6', 'none', 'stroke="#ffe8c2" stroke-width="5"')], 'translate(0 150)'),
    ], `translate(${x} 560)`),
  ),
  ...[430, 800, 1170].map((x) => group([line('M0 0 V220', '#1f1b1d', 9), ellipse(0, 226, 62, 14, '#1f1b1d'), circle(0, -14, 20, '#444'), circle(0, -14, 20, 'none', 'stroke="#888" stroke-width="3"')], `translate(${x + 96} 690)`)),
  many(9, (seat) => group([ellipse(0, 0, 62, 70, '#1c0d10'), path('M-120 150 Q-110 34 0 30 Q110 34 120 150 Z', '#1c0d10')], `translate(${seat * 200 + (next() - 0.5) * 40} ${1010 + next() * 24})`)),
]

/** Tea makers at their pans, leaves in the air. */
export const tea = (next) => {
  const leaf = (x, y, size, turn, colour) => path(`M0 0 Q${size} ${-size} ${size * 2.2} 0 Q${size} ${size} 0 0 Z`, colour, `transform="translate(${x} ${y}) rotate(${turn})"`)
  const greens = ['#4f772d', '#6a994e', '#90a955', '#31572c']
  return [
    `<defs>${gradient('sky', [[0, '#dbe9d8'], [0.6, '#f7f3df'], [1, '#f3e3c3']])}${gradient('wok', [[0, '#4a4e57'], [1, '#1f2228']])}${glow('steam', '#ffffff', 0.55)}</defs>`,
    shade('sky'),
    ridge(420, [60, 190, 110, 230, 140, 200, 80], '#b7cfae'),
    ridge(520, [120, 60, 160, 90, 190, 70, 130], '#8fb283'),
    many(7, (terrace) => line(`M${-60 + terrace * 30} ${470 + terrace * 26} Q400 ${400 + terrace * 30} 800 ${470 + terrace * 22} T1680 ${450 + terrace * 26}`, terrace % 2 ? '#5d8a4d' : '#6fa05b', 18)),
    rect(0, 640, WIDTH, 430, '#d9b382'),
    // The roof of the drying shed.
    path('M-40 150 L800 10 L1640 150 L1640 205 L800 70 L-40 205 Z', '#7f5539'),
    rect(90, 160, 34, 520, '#7f5539'),
    rect(1476, 160, 34, 520, '#7f5539'),
    many(6, (lamp) => group([line('M0 -70 V0', '#5f4632', 4), path('M-40 0 H40 L52 46 H-52 Z', '#d1495b'), rect(-30, 46, 60, 8, '#f4d35e')], `translate(${250 + lamp * 220} ${190 - Math.round(Math.abs(2.5 - lamp) * -14)})`)),
    ...[0, 1, 2].map((index) => {
      const x = 330 + index * 470
      return group([
        bust(0, -150, 1.55, { skin: skinOf(index + 1), hair: hairOf(index), long: index !== 1, shirt: ['#2f6690', '#f2f0e6', '#bc4b51'][index], apron: ['#e8dcc4', '#3a5a40', '#f2e9d8'][index], cap: index === 1 ? '#e8dcc4' : null, arms: [['M-78 30 Q-120 96 -70 138', -66, 140], ['M78 30 Q120 96 70 138', 66, 140]] }),
        path('M-230 60 H230 L200 330 H-200 Z', '#a9653b'),
        many(5, (brick) => many(4, (column) => rect(-196 + column * 98 + (brick % 2) * 24, 88 + brick * 46, 82, 34, '#b9754a', 'rx="3"'))),
        path('M-60 330 V250 Q0 196 60 250 V330 Z', '#3a1d12'),
        path('M-30 330 Q-44 280 -8 258 Q-6 290 14 270 Q40 300 28 330 Z', '#f77f00'),
        ellipse(0, 58, 214, 62, '#2c2f36'),
        ellipse(0, 52, 190, 48, 'url(#wok)'),
        many(46, () => leaf(-150 + next() * 290, 26 + next() * 50, 9 + next() * 7, next() * 360, greens[Math.floor(next() * 4)])),
        many(13, () => leaf(-110 + next() * 220, -60 + next() * 100, 8 + next() * 6, next() * 360, greens[Math.floor(next() * 4)])),
        ellipse(-30, -70, 110, 130, 'url(#steam)'),
        ellipse(70, -150, 90, 120, 'url(#steam)'),
      ], `translate(${x} 730)`)
    }),
    many(40, () => leaf(next() * WIDTH, 990 + next() * 70, 10 + next() * 6, next() * 360, greens[Math.floor(next() * 4)])),
  ]
}

/** A workshop: a turner at the lathe, sparks, a helmeted apprentice. */
export const workshop = (next) => [
  `<defs>${gradient('hall', [[0, '#1d3447'], [1, '#41627b']])}${gradient('window', [[0, '#ffe3b3'], [1, '#f7b267']])}${gradient('floor', [[0, '#5b6b78'], [1, '#2c3842']])}${glow('spark', '#ffd27a', 0.95)}${gradient('ray', [[0, '#ffe3b3', 0.5], [1, '#ffe3b3', 0]])}</defs>`,
  shade('hall'),
  many(6, (pane) => group([rect(0, 0, 210, 250, '#22384a'), many(3, (column) => many(3, (row) => rect(10 + column * 66, 10 + row * 80, 58, 72, 'url(#window)')))], `translate(${40 + pane * 260} 90)`)),
  many(5, (truss) => line(`M${truss * 400 - 200} 60 L${truss * 400} 0 L${truss * 400 + 200} 60 Z M${truss * 400} 0 V60`, '#16293a', 12)),
  rect(0, 52, WIDTH, 20, '#16293a'),
  rect(0, 380, WIDTH, 26, '#e0a030'),
  many(40, (stripe) => path(`M${stripe * 40} 406 l20 -26 h16 l-20 26 Z`, '#2b2b2b')),
  group([rect(-60, 0, 120, 60, '#e0a030', 'rx="8"'), line('M0 60 V190', '#222', 8), path('M-26 190 h52 v20 q0 36 -30 36 q-22 0 -22 -18', 'none', 'stroke="#c9d1d6" stroke-width="12"')], 'translate(1180 372)'),
  rect(0, 740, WIDTH, 340, 'url(#floor)'),
  many(4, (ray) => path(`M${120 + ray * 340} 110 l160 0 l230 640 l-330 0 Z`, 'url(#ray)', 'opacity=".45"')),
  bust(620, 560, 1.75, { skin: skinOf(1), shirt: '#2f5d8a', cap: '#f2c14e', apron: '#23415f', arms: [['M-76 24 Q-110 100 -20 120', -10, 120], ['M78 24 Q150 80 170 128', 176, 130]] }),
  bust(1010, 590, 1.45, { skin: skinOf(2), shirt: '#d96c47', cap: '#f5f1e6', arms: [['M-70 30 Q-86 96 -30 112', -26, 112], ['M70 30 Q86 96 30 112', 26, 112]] }),
  group([rect(-34, -44, 68, 88, '#f5f1e6', 'rx="4"'), line('M-20 -22 H20 M-20 -4 H20 M-20 14 H8', '#7a8a94', 5)], 'translate(1010 760) rotate(-6)'),
  // The lathe.
  group([
    rect(0, 120, 1120, 190, '#3f7d6e', 'rx="14"'),
    rect(0, 120, 1120, 30, '#58a08f', 'rx="12"'),
    rect(30, -60, 240, 190, '#3f7d6e', 'rx="16"'),
    rect(30, -60, 240, 34, '#58a08f', 'rx="14"'),
    many(3, (knob) => circle(90 + knob * 60, 30, 18, knob === 2 ? '#e63946' : '#f1faee')),
    rect(270, -4, 60, 96, '#9aa7b0'),
    rect(330, 24, 430, 40, '#c9d3d9'),
    many(9, (groove) => rect(350 + groove * 46, 24, 8, 40, '#8d9aa3')),
    rect(330, 24, 430, 10, '#fff', 'opacity=".6"'),
    path('M760 0 L840 26 V62 L760 92 Z', '#9aa7b0'),
    rect(840, -10, 170, 140, '#3f7d6e', 'rx="12"'),
    circle(1040, 60, 44, 'none', 'stroke="#e0a030" stroke-width="12"'),
    line('M1040 16 V104 M996 60 H1084', '#e0a030', 8),
    rect(560, 64, 120, 66, '#6c7a83', 'rx="6"'),
    path('M600 64 l20 -26 l20 26 Z', '#2b333a'),
    rect(60, 310, 120, 70, '#274e45'),
    rect(940, 310, 120, 70, '#274e45'),
  ], 'translate(260 660)'),
  circle(880, 690, 150, 'url(#spark)'),
  many(46, () => {
    const angle = -Math.PI * (0.05 + next() * 0.9)
    const far = 40 + next() * 230
    return line(`M${880 + Math.cos(angle) * far * 0.7} ${690 + Math.sin(angle) * far * 0.7} L${880 + Math.cos(angle) * far} ${690 + Math.sin(angle) * far}`, next() > 0.5 ? '#fff1c1' : '#ffb347', 3 + next() * 3)
  }),
  many(6, (box) => group([rect(0, 0, 120, 74, '#b07d48', 'rx="4"'), line('M0 26 H120 M60 0 V74', '#8a5f33', 4)], `translate(${1340 + (box % 2) * 124} ${918 - Math.floor(box / 2) * 78})`)),
]

/** A table tennis hall at full stretch. */
export const pingpong = (next) => [
  `<defs>${gradient('hall', [[0, '#22577a'], [1, '#38a3a5']])}${gradient('floor', [[0, '#d17b49'], [1, '#a44a3f']])}${gradient('table', [[0, '#1f6fb2'], [1, '#124e86']])}${gradient('beam', [[0, '#ffffff', 0.45], [1, '#ffffff', 0]])}</defs>`,
  shade('hall'),
  many(4, (row) => rect(0, 210 + row * 92, WIDTH, 92, ['#2b6f86', '#27667c', '#235d72', '#1f5468'][row])),
  many(4, (row) => many(15, (seat) => group([circle(0, -34, 20, skinOf(Math.floor(next() * 4))), path('M-22 -36 Q-22 -60 0 -58 Q22 -60 22 -36 Q0 -48 -22 -36 Z', hairOf(Math.floor(next() * 5))), path('M-36 34 Q-36 -14 0 -14 Q36 -14 36 34 Z', ['#ffd166', '#ef476f', '#f8f9fa', '#06d6a0', '#8ecae6', '#f4a261'][Math.floor(next() * 6)]), next() > 0.72 ? line(`M-26 0 L-44 -62 M26 0 L44 -62`, '#f0c4a0', 10) : ''], `translate(${50 + seat * 108 + (row % 2) * 40} ${272 + row * 92})`))),
  rect(0, 560, WIDTH, 64, '#f1faee'),
  many(8, (panel) => rect(12 + panel * 200, 568, 176, 48, ['#e63946', '#1d3557', '#f4a261', '#2a9d8f'][panel % 4], 'rx="4"')),
  many(5, (lamp) => group([rect(-90, -10, 180, 22, '#f8f9fa', 'rx="10"'), path('M-90 12 L90 12 L260 560 L-260 560 Z', 'url(#beam)')], `translate(${160 + lamp * 320} 40)`)),
  rect(0, 620, WIDTH, 450, 'url(#floor)'),
  path('M210 1067 L430 660 H1170 L1390 1067 Z', '#b95f43', 'opacity=".55"'),
  // The far player.
  group([bust(0, 0, 1.05, { skin: skinOf(0), hair: hairOf(2), shirt: '#e63946', collar: '#b51f2d', arms: [['M-74 20 Q-120 60 -96 110', -94, 112], ['M70 16 Q130 -6 150 -66', 152, -74]] }), circle(166, -104, 34, '#2b2d42'), line('M156 -84 L150 -66', '#c98b4a', 10)], 'translate(690 600)'),
  // The table.
  path('M440 740 H1160 L1330 930 H270 Z', 'url(#table)'),
  path('M440 740 H1160 L1330 930 H270 Z', 'none', 'stroke="#fff" stroke-width="9" stroke-linejoin="round"'),
  line('M800 740 V930', '#fff', 6),
  path('M270 930 H1330 V954 H270 Z', '#0d3b66'),
  rect(330, 954, 26, 113, '#1d2b38'),
  rect(1244, 954, 26, 113, '#1d2b38'),
  path('M330 778 H1270 V836 H330 Z', '#f8f9fa', 'opacity=".28"'),
  many(32, (thread) => line(`M${330 + thread * 30} 778 V836`, '#fff', 2, 'opacity=".5"')),
  line('M330 778 H1270', '#fff', 8),
  line('M330 772 V846 M1270 772 V846', '#1d2b38', 10),
  // The near player, from behind.
  group([back(0, 0, 1.85, { shirt: '#f4d35e', hair: hairOf(0) }), line('M-150 40 Q-250 70 -292 -10', '#f4d35e', 60), circle(-296, -26, 32, '#e7b48d'), group([ellipse(0, 0, 56, 66, '#c1121f'), rect(-14, 56, 28, 56, '#c98b4a', 'rx="8"')], 'translate(-318 -104) rotate(-22)'), line('M150 40 Q230 90 250 150', '#f4d35e', 60)], 'translate(1010 900)'),
  circle(560, 660, 17, '#fff'),
  line('M584 650 Q660 606 780 600', '#fff', 5, 'stroke-dasharray="4 16" opacity=".7"'),
]
