import type { BodyJson, Photo, Story } from '../../src-shared/story/story'
import { bit, block, chineseStory } from './sample-story'

const words = (text: string): BodyJson[] => [{ type: 'text', text }]
const paragraph = (text: string): BodyJson => ({ type: 'paragraph', content: words(text) })
const photo = (caption: string, credit: string, attrs: Record<string, unknown> = {}): BodyJson => ({ type: 'photo', attrs: { photo: 'a'.repeat(64), credit, alt: '', ...attrs }, content: words(caption) })
const cell = (type: 'tableCell' | 'tableHeader', text: string, attrs: Record<string, unknown> = {}): BodyJson => ({ type, attrs: { colspan: 1, rowspan: 1, colwidth: null, align: null, ...attrs }, content: [paragraph(text)] })
const row = (...content: BodyJson[]): BodyJson => ({ type: 'tableRow', content })

/** Builders of the blocks of the second schema, each with its blockId. */
export const more = {
  pullQuote: (blockId: string, text: string, by = ''): BodyJson => ({ type: 'pullQuote', attrs: { blockId, by }, content: words(text) }),
  turn: (blockId: string, type: 'question' | 'answer', speaker: string, text: string): BodyJson => ({ type, attrs: { blockId, speaker }, content: words(text) }),
  briefs: (blockId: string, ...items: string[]): BodyJson => ({ type: 'briefList', attrs: { blockId }, content: items.map((text) => ({ type: 'listItem', content: [paragraph(text)] })) }),
  photo,
  photoGroup: (blockId: string, ...content: BodyJson[]): BodyJson => ({ type: 'photoGroup', attrs: { blockId }, content }),
  mediaCard: (blockId: string, kind: 'video' | 'audio', url: string, title: string): BodyJson => ({ type: 'mediaCard', attrs: { blockId, kind, url }, ...(title === '' ? {} : { content: words(title) }) }),
  factBox: (blockId: string, title: string, ...content: BodyJson[]): BodyJson => ({ type: 'factBox', attrs: { blockId }, content: [{ type: 'boxTitle', ...(title === '' ? {} : { content: words(title) }) }, ...content] }),
  editorsNote: (blockId: string, ...texts: string[]): BodyJson => ({ type: 'editorsNote', attrs: { blockId }, content: texts.map(paragraph) }),
  liveEntry: (blockId: string, time: string, ...content: BodyJson[]): BodyJson => ({ type: 'liveEntry', attrs: { blockId, time }, content }),
  subArticle: (blockId: string, headline: string, byline: string, ...content: BodyJson[]): BodyJson => ({
    type: 'subArticle',
    attrs: { blockId },
    content: [{ type: 'subHeadline', ...(headline === '' ? {} : { content: words(headline) }) }, { type: 'subByline', ...(byline === '' ? {} : { content: words(byline) }) }, ...content],
  }),
  table: (blockId: string, ...content: BodyJson[]): BodyJson => ({ type: 'table', attrs: { blockId }, content }),
  row,
  cell,
  endMark: (blockId: string): BodyJson => ({ type: 'endMark', attrs: { blockId } }),
  footnote: (text: string): BodyJson => ({ type: 'footnote', attrs: { text } }),
  paragraph,
}

const marked = (type: string, attrs?: Record<string, unknown>): BodyJson => block.paragraph('b', '前头', { type: 'text', text: '中间', marks: [{ type, ...(attrs ? { attrs } : {}) }] }, '后头')
const suggestion = { id: 's1' }

/** One block for each node and mark of the body schema, and the words a reader meets in it, in order, without what print itself adds. */
export const EVERY: Record<string, { block: BodyJson; words: readonly string[] }> = {
  doc: { block: paragraph('甲句'), words: ['甲句'] },
  text: { block: paragraph('甲句'), words: ['甲句'] },
  paragraph: { block: paragraph('甲句'), words: ['甲句'] },
  hardBreak: { block: block.paragraph('b', '上行', bit.break(), '下行'), words: ['上行', '下行'] },
  crosshead: { block: block.crosshead('b', '一、', '小标题'), words: ['一、', '小标题'] },
  photo: { block: photo('说明文字', '何人摄'), words: ['说明文字', '何人摄'] },
  photoGroup: { block: more.photoGroup('b', photo('其一', '甲摄'), photo('其二', '乙摄', { photo: 'b'.repeat(64) })), words: ['其一', '甲摄', '其二', '乙摄'] },
  mediaCard: { block: more.mediaCard('b', 'video', 'https://video.example/1', '江上的一天'), words: ['江上的一天'] },
  blockquote: { block: block.quote('b', paragraph('引文一'), paragraph('引文二')), words: ['引文一', '引文二'] },
  pullQuote: { block: more.pullQuote('b', '提要一句', '陈大河'), words: ['提要一句', '陈大河'] },
  question: { block: more.turn('b', 'question', '记者', '为什么去'), words: ['记者：', '为什么去'] },
  answer: { block: more.turn('b', 'answer', '林小满', '因为想去'), words: ['林小满：', '因为想去'] },
  bulletList: { block: block.list('b', 'bulletList', [paragraph('甲项')], [paragraph('乙项'), block.list('c', 'bulletList', [paragraph('丙项')])]), words: ['甲项', '乙项', '丙项'] },
  orderedList: { block: block.list('b', 'orderedList', [paragraph('甲项')], [paragraph('乙项')]), words: ['甲项', '乙项'] },
  briefList: { block: more.briefs('b', '简讯甲', '简讯乙'), words: ['简讯甲', '简讯乙'] },
  listItem: { block: block.list('b', 'bulletList', [paragraph('甲项'), block.crosshead('c', '', '项里的小标题')]), words: ['甲项', '项里的小标题'] },
  table: {
    block: more.table('b', row(cell('tableHeader', '年份'), cell('tableHeader', '人数', { colspan: 2 })), row(cell('tableCell', '去年', { rowspan: 2 }), cell('tableCell', '男甲'), cell('tableCell', '女乙')), row(cell('tableCell', '男丙'), cell('tableCell', '女丁'))),
    words: ['年份', '人数', '去年', '男甲', '女乙', '男丙', '女丁'],
  },
  tableRow: { block: more.table('b', row(cell('tableCell', '一格'), cell('tableCell', '二格'))), words: ['一格', '二格'] },
  tableCell: { block: more.table('b', row({ ...cell('tableCell', ''), content: [paragraph('格一段'), block.list('c', 'bulletList', [paragraph('格里一项')])] })), words: ['格一段', '格里一项'] },
  tableHeader: { block: more.table('b', row(cell('tableHeader', '表头'), cell('tableCell', '格子'))), words: ['表头', '格子'] },
  factBox: { block: more.factBox('b', '链接标题', paragraph('盒里一段'), block.crosshead('c', '一、', '盒里小标题')), words: ['链接标题', '盒里一段', '一、', '盒里小标题'] },
  boxTitle: { block: more.factBox('b', '链接标题', paragraph('盒里一段')), words: ['链接标题', '盒里一段'] },
  editorsNote: { block: more.editorsNote('b', '按语一段', '按语二段'), words: ['按语一段', '按语二段'] },
  liveEntry: { block: more.liveEntry('b', '2026-03-12T14:05:00+08:00', paragraph('第一时间'), paragraph('现场')), words: ['14:05', '第一时间', '现场'] },
  subArticle: {
    block: more.subArticle('b', '相关一稿', '本报记者 甲乙', paragraph('附稿一段'), more.factBox('c', '附稿的链接', paragraph('附稿盒里')), more.editorsNote('d', '附稿按语')),
    words: ['相关一稿', '本报记者 甲乙', '附稿一段', '附稿的链接', '附稿盒里', '附稿按语'],
  },
  subHeadline: { block: more.subArticle('b', '相关一稿', '', paragraph('附稿一段')), words: ['相关一稿', '附稿一段'] },
  subByline: { block: more.subArticle('b', '', '本报记者 甲乙', paragraph('附稿一段')), words: ['本报记者 甲乙', '附稿一段'] },
  horizontalRule: { block: block.divider('b'), words: [] },
  endMark: { block: more.endMark('b'), words: [] },
  footnote: { block: block.paragraph('b', '有注的句', more.footnote('注的话'), '接着说'), words: ['有注的句', '接着说', '注的话'] },
  bold: { block: marked('bold'), words: ['前头', '中间', '后头'] },
  italic: { block: marked('italic'), words: ['前头', '中间', '后头'] },
  link: { block: marked('link', { href: 'https://example.org/' }), words: ['前头', '中间', '后头'] },
  insertion: { block: marked('insertion', suggestion), words: [] },
  deletion: { block: marked('deletion', suggestion), words: [] },
  modification: { block: marked('modification', suggestion), words: [] },
  comment: { block: marked('comment', { id: 'c1' }), words: [] },
}

/** The marks a signed text may not have. */
export const UNRESOLVED = ['insertion', 'deletion', 'modification', 'comment'] as const

const withPhoto = (node: BodyJson, sha256: string): BodyJson => ({
  ...node,
  ...(node.type === 'photo' ? { attrs: { ...node.attrs, photo: sha256 } } : {}),
  ...(node.content ? { content: node.content.map((child) => withPhoto(child, sha256)) } : {}),
})

/** A story that has every block and mark there is but suggestions and comments, its pictures the first of `photos`. */
export const everyBlockStory = (photos: readonly Photo[]): Story => {
  const blocks = Object.entries(EVERY).filter(([name]) => !UNRESOLVED.some((mark) => mark === name)).map(([, { block }]) => block)
  const [photo] = photos
  if (!photo) throw new Error('a picture is needed')
  return { ...chineseStory([photo]), photos: { [photo.sha256]: photo }, body: withPhoto({ type: 'doc', content: blocks.map((node, index) => ({ ...node, attrs: { ...node.attrs, blockId: `every-${String(index)}` } })) }, photo.sha256) }
}
