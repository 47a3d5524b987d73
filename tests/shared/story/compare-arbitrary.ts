import fc from 'fast-check'

import type { BodyJson, Story } from '../../../src-shared/story/story'

/** A small vocabulary, so that two texts share words often enough to be compared and not only replaced. */
const WORDS = ['三百名', '职工', '同场', '竞技', '，', '。', '昨日', '江边', '夜校', '亮灯', '2026年', '3.5%', '的', 'ferry', 'harbour', ' ', 'the ', '“', '”', '\u{20bb7}', '👩‍🔧', '\ufffc']
const wordsArbitrary = fc.oneof({ weight: 9, arbitrary: fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join('')) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) })

const mark = fc.constantFrom<NonNullable<BodyJson['marks']>>([], [], [], [{ type: 'bold' }], [{ type: 'italic' }], [{ type: 'link', attrs: { href: 'https://example.org/a' } }], [{ type: 'comment', attrs: { id: 'c1' } }], [{ type: 'insertion', attrs: { id: 's1' } }])
const textNode = (text: string, marks: NonNullable<BodyJson['marks']>): BodyJson => ({ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) })
const bits = (marks: fc.Arbitrary<NonNullable<BodyJson['marks']>>, atoms: boolean): fc.Arbitrary<BodyJson[]> =>
  fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.tuple(wordsArbitrary.filter((text) => text !== ''), marks).map(([text, given]) => textNode(text, given)) },
      ...(atoms ? [{ weight: 1, arbitrary: fc.constant<BodyJson>({ type: 'hardBreak' }) }, { weight: 1, arbitrary: wordsArbitrary.map((text): BodyJson => ({ type: 'footnote', attrs: { text } })) }] : []),
    ),
    { maxLength: 5 },
  )
const line = bits(mark, true)
const captionLine = bits(fc.constantFrom<NonNullable<BodyJson['marks']>>([], [{ type: 'comment', attrs: { id: 'c2' } }]), true)
const plainLine = bits(fc.constant([]), true)

const id = fc.oneof(fc.integer({ min: 1, max: 30 }).map((n) => `b${n}`), fc.constant(null))
const short = fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }).map((words) => words.join(''))
const withContent = (type: string, attrs: Record<string, unknown>, content: BodyJson[]): BodyJson => ({ type, attrs, ...(content.length > 0 ? { content } : {}) })
const digest = fc.constantFrom('a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64), null)

const paragraph = fc.tuple(id, line).map(([blockId, content]) => withContent('paragraph', { blockId }, content))
const photo = fc
  .tuple(id, digest, captionLine, short, short, fc.constantFrom('', '0.1,0.1,0.5,0.5'), fc.constantFrom('', '0.5,0.5'), fc.constantFrom('hidden', 'shown'))
  .map(([blockId, picture, content, credit, alt, crop, focus, place]) => withContent('photo', { blockId, photo: picture, credit, alt, crop, focus, place }, content))
const leaf: fc.Arbitrary<BodyJson> = fc.oneof(
  { weight: 5, arbitrary: paragraph },
  fc.tuple(id, fc.constantFrom('', 'A', '一、'), line).map(([blockId, marker, content]) => withContent('crosshead', { blockId, marker }, content)),
  fc.tuple(id, short, line).map(([blockId, by, content]) => withContent('pullQuote', { blockId, by }, content)),
  fc.tuple(id, fc.constantFrom('question', 'answer'), short, line).map(([blockId, type, speaker, content]) => withContent(type, { blockId, speaker }, content)),
  fc.tuple(id, fc.constantFrom('video', 'audio'), captionLine).map(([blockId, kind, content]) => withContent('mediaCard', { blockId, kind, url: 'https://example.org/v' }, content)),
  photo,
  fc.tuple(id, fc.array(photo, { minLength: 1, maxLength: 3 })).map(([blockId, content]) => withContent('photoGroup', { blockId }, content)),
  id.map((blockId): BodyJson => ({ type: 'horizontalRule', attrs: { blockId } })),
  id.map((blockId): BodyJson => ({ type: 'endMark', attrs: { blockId } })),
)
const someLeaves = fc.array(leaf, { minLength: 1, maxLength: 3 })
const item = fc.tuple(paragraph, fc.array(leaf, { maxLength: 1 })).map(([first, rest]): BodyJson => ({ type: 'listItem', content: [first, ...rest] }))
const list = fc.tuple(id, fc.constantFrom('bulletList', 'orderedList', 'briefList'), fc.array(item, { minLength: 1, maxLength: 4 })).map(([blockId, type, content]): BodyJson => ({ type, attrs: { blockId }, content }))
const cell = fc.tuple(fc.constantFrom('tableCell', 'tableHeader'), paragraph).map(([type, inner]): BodyJson => ({ type, attrs: { colspan: 1, rowspan: 1, colwidth: null }, content: [inner] }))
const table = fc
  .tuple(id, fc.integer({ min: 1, max: 3 }).chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 4 })))
  .map(([blockId, rows]): BodyJson => ({ type: 'table', attrs: { blockId }, content: rows.map((content) => ({ type: 'tableRow', content })) }))
const simple = fc.oneof({ weight: 6, arbitrary: leaf }, list, table, fc.tuple(id, someLeaves).map(([blockId, content]): BodyJson => ({ type: 'blockquote', attrs: { blockId }, content })))
const titled = (type: string, content: BodyJson[]): BodyJson => ({ type, ...(content.length > 0 ? { content } : {}) })
const box = fc.oneof(
  fc.tuple(id, plainLine, fc.array(simple, { minLength: 1, maxLength: 3 })).map(([blockId, title, content]): BodyJson => ({ type: 'factBox', attrs: { blockId }, content: [titled('boxTitle', title), ...content] })),
  fc.tuple(id, fc.array(paragraph, { minLength: 1, maxLength: 3 })).map(([blockId, content]): BodyJson => ({ type: 'editorsNote', attrs: { blockId }, content })),
  fc.tuple(id, fc.constantFrom('', '2026-11-22T08:00:00+08:00'), fc.array(simple, { minLength: 1, maxLength: 2 })).map(([blockId, time, content]): BodyJson => ({ type: 'liveEntry', attrs: { blockId, time }, content })),
  fc.tuple(id, plainLine, plainLine, fc.array(simple, { minLength: 1, maxLength: 2 })).map(([blockId, head, by, content]): BodyJson => ({ type: 'subArticle', attrs: { blockId }, content: [titled('subHeadline', head), titled('subByline', by), ...content] })),
)
const anyBlock = fc.oneof({ weight: 5, arbitrary: simple }, box)

/** Any body of the schema, every kind of block and mark in it, ids missing and doubled as imports leave them. */
export const bodyArbitrary: fc.Arbitrary<BodyJson> = fc.array(anyBlock, { minLength: 1, maxLength: 8 }).map((content) => ({ type: 'doc', content }))

type Edit = { do: 'cut' | 'put' | 'move' | 'swap'; at: number; to: number; block: BodyJson }
const edits: fc.Arbitrary<Edit[]> = fc.array(fc.record({ do: fc.constantFrom('cut' as const, 'put' as const, 'move' as const, 'swap' as const), at: fc.nat(20), to: fc.nat(20), block: anyBlock }), { maxLength: 5 })
const edited = (body: BodyJson, steps: readonly Edit[]): BodyJson => {
  const content = [...(body.content ?? [])]
  for (const step of steps) {
    const at = step.at % Math.max(1, content.length)
    if (step.do === 'cut' && content.length > 1) content.splice(at, 1)
    if (step.do === 'put') content.splice(at, 0, step.block)
    if (step.do === 'move') content.splice(step.to % content.length, 0, ...content.splice(at, 1))
    if (step.do === 'swap') content.splice(at, 1, { ...step.block, attrs: { ...step.block.attrs, blockId: content[at]?.attrs?.['blockId'] ?? null } })
  }
  return { ...body, content }
}

const head = fc.record({
  kicker: short, headline: wordsArbitrary, deck: short, byline: short, dateline: short, columnTag: short, originalHeadline: short, source: short, summary: wordsArbitrary,
  channel: fc.array(fc.constantFrom('工会', '要闻', '职工之家'), { maxLength: 3 }),
  keywords: fc.array(fc.constantFrom('技能', '夜校', 'ferry'), { maxLength: 4 }),
  contributors: fc.array(fc.record({ name: fc.constantFrom('刘强', 'Ann Lee'), role: fc.constantFrom('reporter' as const, 'photographer' as const), from: fc.constantFrom('', '新华社') }), { maxLength: 3 }),
  correction: fc.oneof(fc.constant(null), fc.record({ story: fc.constant(null), headline: short, printedOn: short, text: wordsArbitrary })),
  language: fc.constantFrom('zh-CN' as const, 'en' as const),
  publishTime: fc.constantFrom(null, '2026-11-22T08:00:00+08:00'),
  embargo: fc.constantFrom(null, '2026-11-23T06:00:00+08:00'),
  destinations: fc.array(fc.constantFrom('site', 'blog'), { maxLength: 2 }),
  targetLength: fc.constantFrom(0, 800),
})
const storyOf = (fields: typeof head extends fc.Arbitrary<infer T> ? T : never, body: BodyJson): Story => ({ schema: 3, id: '00000000-0000-4000-8000-000000000001', slugline: '', responsibleEditor: '', photos: {}, ...fields, body })

/** Two versions of a story: the second an edit of the first, or another story altogether. */
export const pairArbitrary: fc.Arbitrary<[Story, Story]> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(head, head, bodyArbitrary, edits).map(([one, other, body, steps]): [Story, Story] => [storyOf(one, body), storyOf(other, edited(body, steps))]) },
  { weight: 1, arbitrary: fc.tuple(head, head, bodyArbitrary, bodyArbitrary).map(([one, other, before, after]): [Story, Story] => [storyOf(one, before), storyOf(other, after)]) },
)
