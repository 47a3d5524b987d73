import type { BodyJson, Photo, Story } from '../../src-shared/story/story'

const text = (value: string, ...marks: NonNullable<BodyJson['marks']>): BodyJson => ({ type: 'text', text: value, ...(marks.length > 0 ? { marks } : {}) })
const inline = (...parts: (string | BodyJson)[]): BodyJson[] => parts.map((part) => (typeof part === 'string' ? text(part) : part))

/** Builders of body blocks, each with its blockId. */
export const block = {
  paragraph: (blockId: string, ...parts: (string | BodyJson)[]): BodyJson => ({ type: 'paragraph', attrs: { blockId }, ...(parts.length > 0 ? { content: inline(...parts) } : {}) }),
  crosshead: (blockId: string, marker: string, title: string): BodyJson => ({ type: 'crosshead', attrs: { blockId, marker }, content: inline(title) }),
  photo: (blockId: string, photo: string | null, caption: string, credit = '', alt = ''): BodyJson => ({ type: 'photo', attrs: { blockId, photo, credit, alt }, ...(caption === '' ? {} : { content: inline(caption) }) }),
  quote: (blockId: string, ...content: BodyJson[]): BodyJson => ({ type: 'blockquote', attrs: { blockId }, content }),
  list: (blockId: string, type: 'bulletList' | 'orderedList', ...items: BodyJson[][]): BodyJson => ({
    type,
    attrs: { blockId },
    content: items.map((content) => ({ type: 'listItem', content })),
  }),
  divider: (blockId: string): BodyJson => ({ type: 'horizontalRule', attrs: { blockId } }),
}

/** Builders of inline content. */
export const bit = {
  text,
  bold: (value: string): BodyJson => text(value, { type: 'bold' }),
  italic: (value: string): BodyJson => text(value, { type: 'italic' }),
  link: (value: string, href: string): BodyJson => text(value, { type: 'link', attrs: { href } }),
  break: (): BodyJson => ({ type: 'hardBreak' }),
}

const photoTable = (photos: readonly Photo[]): Story['photos'] => Object.fromEntries(photos.map((photo) => [photo.sha256, photo]))

/** A feature 通讯 with every node and mark of the body schema, in sections A to C; the last photo stands after the text. Takes three photos. */
export const chineseStory = (photos: readonly Photo[]): Story => {
  const [river, classroom, dawn] = photos.map((photo) => photo.sha256)
  return {
    schema: 3,
    contributors: [],
    columnTag: '',
    originalHeadline: '',
    correction: null,
    id: '6f1c2a9e-4b7d-4c55-9e0a-2d8f3b1c7a10',
    slugline: '夜校-初稿-三月',
    language: 'zh-CN',
    kicker: '下了夜班，再上一堂课',
    headline: '江畔夜校亮灯一百天',
    deck: '——临江市职工夜校里的三种人生',
    byline: '本报记者 沈牧 通讯员 何雨晴',
    dateline: '本报讯',
    source: '临江日报',
    channel: ['工会', '职工之家'],
    responsibleEditor: '',
    keywords: ['职工夜校', '技能培训', '临江'],
    summary: '晚上七点半，临江老码头边的职工夜校准时亮灯。一百天里，装卸工学会了看图纸，收银员画出了第一幅水彩。',
    publishTime: '2026-03-12T09:10:00+08:00',
    embargo: null,
    destinations: [],
    targetLength: 1200,
    body: {
      type: 'doc',
      content: [
        block.paragraph('b01', '晚上七点半，临江老码头旁那幢灰砖小楼准时亮灯。楼前的黑板上用粉笔写着当晚的课：一楼钳工识图，二楼水彩入门，三楼', bit.bold('普通话与演讲'), '。'),
        block.paragraph('b02', '3月10日，是市总工会开办的职工夜校亮灯的第一百天。记者在这里遇见了三名学员。'),
        block.photo('b03', river!, '傍晚的老码头，灰砖小楼是夜校所在地。', '沈牧 摄', '江边的小楼与远山，夕阳低垂'),
        block.crosshead('b04', 'A', '看懂第一张图纸'),
        block.paragraph('b05', '装卸工陈大河今年四十三岁。入学时，他只认得图纸上的尺寸；如今，他能指着剖面线说出零件的里外。'),
        block.quote('b06', block.paragraph('b07', '“以前是机器叫我干啥我干啥，现在我也能问问机器为啥。”'), block.paragraph('b08', '——陈大河')),
        block.paragraph('b09', '教识图的老师傅方启明退休六年，每周两晚义务上课，没有缺过一次。'),
        block.crosshead('b10', 'B', '收银台外的一抹蓝'),
        block.photo('b11', classroom!, '二楼的水彩课，学员在画江上的晨雾。', '', '教室窗外的江景'),
        block.paragraph('b12', '超市收银员林小满的第一幅水彩，画的是早班公交车窗外的江。她说，画画的那两个钟头，', bit.italic('手机是不响的'), '。'),
        block.paragraph('b13', '她把画贴在收银台后面，题了两行字：', bit.break(), '江水不赶路，', bit.break(), '我也不赶。'),
        block.crosshead('b14', 'C', '把话说给更多人听'),
        block.paragraph('b15', '快递员周远报了演讲课。上个月，他站上市里的讲台，讲的是送件路上的', bit.link('一百扇门', 'https://example.org/doors?from=night&class=3'), '。'),
        block.paragraph('b16', '夜校下一期的安排已经定下：'),
        block.list('b17', 'bulletList', [block.paragraph('b18', '4月1日起报名，名额二百人；')], [block.paragraph('b19', '新开短视频剪辑、急救常识两门课；'), block.list('b20', 'orderedList', [block.paragraph('b21', '剪辑课每周二晚；')], [block.paragraph('b22', '急救课每周四晚。')])]),
        block.divider('b23'),
        block.paragraph('b24', '九点半，灯一盏盏灭了。陈大河推着自行车出门，回头看了一眼黑板，上面已经写好了明天的课。'),
        block.photo('b25', dawn!, '清晨的江面。林小满 画', '夜校供图', '一幅画着江面的水彩'),
      ],
    },
    photos: photoTable(photos),
  }
}

/** A short English story with one photo (the first given). */
export const englishStory = (photos: readonly Photo[]): Story => ({
  schema: 3,
  contributors: [],
  columnTag: '',
  originalHeadline: '',
  correction: null,
  id: '0b8e7d52-93c4-4f16-8a7b-5c2d1e0f9a34',
  slugline: 'ferry-return',
  language: 'en',
  kicker: '',
  headline: 'The ferry comes back to Linjiang’s old quay',
  deck: 'After eleven years, the 6:40 crosses the river again',
  byline: 'By Shen Mu',
  dateline: 'LINJIANG, March 11',
  source: 'Linjiang Daily',
  channel: ['City', 'Transport'],
  responsibleEditor: 'Gu Lan',
  keywords: ['ferry', 'river', 'commuting'],
  summary: 'The morning ferry is back, and with it the conversation of people who had stopped meeting.',
  publishTime: '2026-03-11T18:05:00+08:00',
  embargo: null,
  destinations: [],
  targetLength: 300,
  body: {
    type: 'doc',
    content: [
      block.paragraph('e01', 'The horn sounded at 6:40, and forty-one people who had crossed by bus for eleven years walked down the ramp instead.'),
      block.crosshead('e02', '', 'A slower way to work'),
      block.paragraph('e03', '“It takes nine minutes longer,” said Ma Rui, a nurse. “I have missed those nine minutes.”'),
      block.photo('e04', photos[0]?.sha256 ?? null, 'The first crossing of the morning.', 'Shen Mu', 'A ferry on a wide river below hills'),
      block.paragraph('e05', 'The city says the line will run until the new bridge opens in 2028, and perhaps after.'),
    ],
  },
  photos: photoTable(photos.slice(0, 1)),
})
