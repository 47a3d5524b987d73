import fc from 'fast-check'

import { parseBody } from '../../../src-shared/story/body'
import type { BodyJson, Story } from '../../../src-shared/story/story'

/** What an editor's work needs: new sentences nobody else wrote, new ids, and three numbers that choose where and what. */
type Pen = { sentence: () => string; id: () => string; a: number; b: number; c: number }

const WORDS = ['职工代表', '三百名选手', '江边的夜校', '今晚', '照常亮灯', '同场竞技', '谁来付', '这笔钱', '说了三点', '已经', '两万元', 'the ferry', ' left the harbour', ' on time']
const ENDS = ['。', '！', '？', '；', '. ', '。', '。”']
const wordsOf = (at: number): string => Array.from({ length: 1 + (at % 5) }, (_, step) => WORDS[(at * (step + 3) + step * step) % WORDS.length] ?? '').join('') + (ENDS[at % ENDS.length] ?? '')
const makePen = (who: string) => {
  let [said, named] = [0, 0]
  return (a: number, b: number, c: number): Pen => ({
    sentence: () => `〔${who}${String((said += 1))}〕${wordsOf(said * 7 + a * 3 + b)}`,
    id: () => `${who}-${String((named += 1))}`,
    a, b, c,
  })
}

const LINES: ReadonlySet<string> = new Set(['paragraph', 'crosshead', 'pullQuote', 'question', 'answer', 'photo', 'mediaCard', 'boxTitle', 'subHeadline', 'subByline'])
/** What is said in a line: each sentence from its sign on, and what stands before the first sign. */
export const saidIn = (text: string): string[] => text.match(/〔[^〔]*|^[^〔]+/g)?.map((each) => each.trim()).filter(Boolean) ?? []

type Place = { parent: BodyJson; at: number; node: BodyJson }
const placesIn = (node: BodyJson, fits: (node: BodyJson) => boolean, found: Place[] = []): Place[] => {
  for (const [at, child] of (node.content ?? []).entries()) {
    if (fits(child)) found.push({ parent: node, at, node: child })
    placesIn(child, fits, found)
  }
  return found
}
const isLine = ({ type }: BodyJson): boolean => LINES.has(type)
const pick = <T>(items: readonly T[], at: number): T | undefined => items[at % Math.max(1, items.length)]

const text = (words: string, marks?: BodyJson['marks']): BodyJson => ({ type: 'text', text: words, ...(marks ? { marks } : {}) })
const paragraph = (pen: Pen, count = 1): BodyJson => ({ type: 'paragraph', attrs: { blockId: pen.id() }, content: [text(Array.from({ length: count }, pen.sentence).join(''))] })
const photo = (pen: Pen): BodyJson => ({ type: 'photo', attrs: { blockId: pen.id(), photo: 'abcdef'.charAt(pen.c % 6).repeat(64), credit: '', alt: '' }, content: [text(pen.sentence())] })
const cell = (pen: Pen): BodyJson => ({ type: 'tableCell', attrs: { colspan: 1, rowspan: 1, colwidth: null, align: null }, content: [paragraph(pen)] })
const row = (pen: Pen, width: number): BodyJson => ({ type: 'tableRow', content: Array.from({ length: width }, () => cell(pen)) })
const item = (pen: Pen): BodyJson => ({ type: 'listItem', content: [paragraph(pen)] })
const KINDS: readonly ((pen: Pen) => BodyJson)[] = [
  (pen) => paragraph(pen, 3), (pen) => paragraph(pen, 5), (pen) => paragraph(pen, 1 + (pen.b % 7)), (pen) => paragraph(pen, 4),
  (pen) => ({ type: 'crosshead', attrs: { blockId: pen.id(), marker: '' }, content: [text(pen.sentence())] }),
  photo,
  (pen) => ({ type: 'photoGroup', attrs: { blockId: pen.id() }, content: [photo(pen), photo({ ...pen, c: pen.c + 1 })] }),
  (pen) => ({ type: 'bulletList', attrs: { blockId: pen.id() }, content: [item(pen), item(pen), item(pen)] }),
  (pen) => ({ type: 'table', attrs: { blockId: pen.id() }, content: [row(pen, 2), row(pen, 2), row(pen, 2)] }),
  (pen) => ({ type: 'factBox', attrs: { blockId: pen.id() }, content: [{ type: 'boxTitle', content: [text(pen.sentence())] }, paragraph(pen, 2), paragraph(pen, 3)] }),
  (pen) => ({ type: 'blockquote', attrs: { blockId: pen.id() }, content: [paragraph(pen, 2), paragraph(pen, 2)] }),
  (pen) => ({ type: 'subArticle', attrs: { blockId: pen.id() }, content: [{ type: 'subHeadline', content: [text(pen.sentence())] }, { type: 'subByline' }, paragraph(pen, 2), paragraph(pen, 2)] }),
  (pen) => ({ type: 'question', attrs: { blockId: pen.id(), speaker: '记者' }, content: [text(pen.sentence())] }),
  (pen) => ({ type: 'horizontalRule', attrs: { blockId: pen.id() } }),
]
const anyBlock = (pen: Pen): BodyJson => (pick(KINDS, pen.c) ?? paragraph)(pen)

const inlineText = (node: BodyJson): string => (node.content ?? []).map((each) => each.text ?? '').join('')
const isPlain = (node: BodyJson): boolean => (node.content ?? []).every((each) => each.text !== undefined)

/** Cuts a line's sentences into texts of their own, so that one can be changed alone. */
const bySentence = (node: BodyJson): BodyJson[] => (node.content ?? []).flatMap((each) => (each.text === undefined ? [each] : (each.text.match(/〔[^〔]*|^[^〔]+/g) ?? []).map((words) => ({ ...each, text: words }))))
const put = (node: BodyJson, content: BodyJson[]): void => {
  if (content.length > 0) node.content = content
  else delete node.content
}
const markOn = (node: BodyJson, at: number, mark: NonNullable<BodyJson['marks']>[number]): void => {
  put(node, bySentence(node).map((each, index, all) => (index === at % all.length && !each.marks?.some(({ type }) => type === mark.type) ? { ...each, marks: [...(each.marks ?? []), mark] } : each)))
}
const renewed = (node: BodyJson, pen: Pen): BodyJson => ({ ...node, ...(node.attrs && 'blockId' in node.attrs ? { attrs: { ...node.attrs, blockId: pen.id() } } : {}), ...(node.content ? { content: node.content.map((child) => renewed(child, pen)) } : {}) })

type Act = (body: BodyJson, pen: Pen) => void
const onLine = (act: (place: Place, pen: Pen, body: BodyJson) => void): Act => (body, pen) => {
  const place = pick(placesIn(body, (node) => isLine(node) && isPlain(node)), pen.a)
  if (place) act(place, pen, body)
}
const onBlock = (type: RegExp, act: (place: Place, pen: Pen, body: BodyJson) => void): Act => (body, pen) => {
  const place = pick(placesIn(body, (node) => type.test(node.type)), pen.a)
  if (place) act(place, pen, body)
}

/** What people do to a story, each act by its name. */
const ACTS: Record<string, Act> = {
  rewrite: onLine(({ node }, pen) => put(node, bySentence(node).map((each, at, all) => (at === pen.b % all.length ? { ...each, text: pen.sentence() + (pen.c % 3 === 0 ? '' : (each.text?.slice(-6) ?? '')) } : each)))),
  add: onLine(({ node }, pen) => { const content = bySentence(node); content.splice(pen.b % (content.length + 1), 0, text(pen.sentence())); put(node, content) }),
  shorten: onLine(({ node }, pen) => { const content = bySentence(node); content.splice(pen.b % Math.max(1, content.length), 1); put(node, content) }),
  insert: (body, pen) => { body.content?.splice(pen.a % ((body.content.length) + 1), 0, anyBlock(pen)) },
  remove: (body, pen) => { body.content?.splice(pen.a % (body.content.length), 1) },
  move: (body, pen) => { const content = body.content ?? []; const [node] = content.splice(pen.a % content.length, 1); if (node) content.splice(pen.b % (content.length + 1), 0, node) },
  split: onBlock(/^paragraph$/, ({ parent, at, node }, pen) => {
    if (!isPlain(node)) return
    const content = bySentence(node)
    // Between sentences or inside one.
    const cut = pen.b % (content.length + 1)
    const [before, after] = [content.slice(0, cut), content.slice(cut)]
    const opened = after[0]
    if (pen.c % 3 === 0 && opened?.text !== undefined && opened.text.length > 8) {
      before.push({ ...opened, text: opened.text.slice(0, 7) })
      after[0] = { ...opened, text: opened.text.slice(7) }
    }
    put(node, before)
    parent.content?.splice(at + 1, 0, { type: 'paragraph', attrs: { blockId: pen.id() }, ...(after.length > 0 ? { content: after } : {}) })
  }),
  join: onBlock(/^paragraph$/, ({ parent, at, node }) => {
    const next = parent.content?.[at + 1]
    if (next?.type !== 'paragraph') return
    put(node, [...(node.content ?? []), ...(next.content ?? [])])
    parent.content?.splice(at + 1, 1)
  }),
  carry: (body, pen) => {
    const lines = placesIn(body, (node) => isLine(node) && isPlain(node))
    const [from, to] = [pick(lines, pen.a)?.node, pick(lines, pen.b)?.node]
    if (!from || !to || from === to) return
    const [rest, into] = [bySentence(from), bySentence(to)]
    const [sentence] = rest.splice(pen.c % Math.max(1, rest.length), 1)
    if (!sentence) return
    into.splice(pen.c % (into.length + 1), 0, text(sentence.text ?? ''))
    put(from, rest)
    put(to, into)
  },
  boxIn: onBlock(/^(factBox|blockquote|subArticle|editorsNote|liveEntry)$/, ({ node: box }, pen, body) => {
    const at = pen.b % (body.content?.length ?? 1)
    if (body.content?.[at] === box || !['paragraph', 'photo', 'crosshead'].includes(body.content?.[at]?.type ?? '')) return
    const [node] = body.content?.splice(at, 1) ?? []
    if (node) box.content?.push(node)
  }),
  boxOut: onBlock(/^(factBox|blockquote|subArticle|photoGroup)$/, ({ node: box }, pen, body) => {
    const node = box.content?.pop()
    if (node) body.content?.splice(pen.b % (body.content.length + 1), 0, node)
  }),
  innerInsert: onBlock(/^(factBox|blockquote|subArticle|photoGroup|bulletList|table)$/, ({ node }, pen) => {
    const made = node.type === 'photoGroup' ? photo(pen) : node.type === 'bulletList' ? item(pen) : node.type === 'table' ? row(pen, node.content?.[0]?.content?.length ?? 1) : paragraph(pen)
    node.content?.splice(pen.b % (node.content.length + 1), 0, made)
  }),
  innerRemove: onBlock(/^(factBox|blockquote|subArticle|photoGroup|bulletList|table)$/, ({ node }, pen) => void node.content?.splice(pen.b % node.content.length, 1)),
  innerMove: onBlock(/^(factBox|blockquote|subArticle|photoGroup|bulletList|table)$/, ({ node }, pen) => { const [moved] = node.content?.splice(pen.b % node.content.length, 1) ?? []; if (moved) node.content?.splice(pen.c % (node.content.length + 1), 0, moved) }),
  column: onBlock(/^table$/, ({ node }, pen) => { for (const each of node.content ?? []) each.content?.splice(pen.b % (each.content.length + 1), 0, cell(pen)) }),
  columnGone: onBlock(/^table$/, ({ node }, pen) => { const at = pen.b % (node.content?.[0]?.content?.length ?? 1); for (const each of node.content ?? []) each.content?.splice(at, 1) }),
  columnMove: onBlock(/^table$/, ({ node }) => { for (const each of node.content ?? []) each.content?.reverse() }),
  turn: onBlock(/^(paragraph|crosshead)$/, ({ node }) => { if (node.type === 'paragraph') Object.assign(node, { type: 'crosshead', attrs: { blockId: node.attrs?.['blockId'], marker: '' } }); else Object.assign(node, { type: 'paragraph', attrs: { blockId: node.attrs?.['blockId'] } }) }),
  credit: onBlock(/^photo$/, ({ node }, pen) => void Object.assign(node.attrs ?? {}, { [pen.b % 2 === 0 ? 'credit' : 'alt']: `${pen.id()}摄` })),
  picture: onBlock(/^photo$/, ({ node }, pen) => void Object.assign(node.attrs ?? {}, { photo: 'abcdef'.charAt(pen.b % 6).repeat(64) })),
  bold: onBlock(/^(paragraph|question|pullQuote)$/, ({ node }, pen) => markOn(node, pen.b, { type: pen.c % 2 === 0 ? 'bold' : 'italic' })),
  comment: onLine(({ node }, pen) => markOn(node, pen.b, { type: 'comment', attrs: { id: `comment ${pen.id()}` } })),
  suggest: onLine(({ node }, pen) => { const mark = { type: pen.c % 2 === 0 ? 'deletion' : 'insertion', attrs: { id: pen.id() } }; if (!node.content?.some((each) => each.marks?.some(({ type }) => type !== 'comment'))) markOn(node, pen.b, mark) }),
  copy: (body, pen) => { const node = body.content?.[pen.a % body.content.length]; if (node) body.content?.splice(pen.b % (body.content.length + 1), 0, renewed(structuredClone(node), pen)) },
  footnote: onBlock(/^paragraph$/, ({ node }, pen) => { const content = bySentence(node); content.splice(pen.b % (content.length + 1), 0, { type: 'footnote', attrs: { text: pen.sentence() } }); put(node, content) }),
}
const NAMES = Object.keys(ACTS)

const FIELDS: readonly ((story: Story, pen: Pen) => Story)[] = [
  (story, pen) => ({ ...story, headline: pen.sentence() }),
  (story, pen) => ({ ...story, summary: pen.sentence() }),
  (story, pen) => ({ ...story, keywords: [...story.keywords.slice(pen.b % 2), pen.id()] }),
  (story, pen) => ({ ...story, channel: [...story.channel, pen.id()].slice(-3) }),
  (story, pen) => ({ ...story, byline: pen.id(), contributors: [{ name: pen.id(), role: 'reporter', from: '' }] }),
  (story, pen) => ({ ...story, publishTime: `2026-11-2${String(pen.b % 9)}T08:00:00+08:00` }),
  (story, pen) => ({ ...story, embargo: `2026-11-2${String(pen.b % 9)}T08:00:00+08:00` }),
  (story, pen) => ({ ...story, destinations: [pen.id()] }),
]

type Step = [act: number, a: number, b: number, c: number]
/** Up to `most` things somebody does. */
export const stepsArbitrary = (most: number): fc.Arbitrary<Step[]> => fc.noBias(fc.array(fc.tuple(fc.nat(100_000), fc.nat(200), fc.nat(200), fc.nat(200)), { maxLength: most, size: 'max' }))

/** Works on a copy of a story; what the schema does not allow is not done. */
export const worked = (story: Story, who: string, steps: readonly Step[]): Story => {
  const pens = makePen(who)
  return steps.reduce((now, [act, a, b, c]) => {
    const pen = pens(a, b, c)
    if (act % 8 === 0) return (pick(FIELDS, a) ?? ((same) => same))(now, pen)
    const body = structuredClone(now.body)
    ACTS[pick(NAMES, Math.floor(act / 8)) ?? '']?.(body, pen)
    const fits = parseBody(body).ok
    return fits ? withPhotos({ ...now, body }) : now
  }, story)
}

const photosIn = (node: BodyJson): string[] => [...(typeof node.attrs?.['photo'] === 'string' ? [node.attrs['photo']] : []), ...(node.content ?? []).flatMap(photosIn)]
const withPhotos = (story: Story): Story => ({ ...story, photos: Object.fromEntries(photosIn(story.body).map((sha256) => [sha256, { sha256, mediaType: 'image/png', width: 10, height: 10, bytes: 100, name: 'a.png' }])) })

const EMPTY: Omit<Story, 'body'> = {
  schema: 3, id: '00000000-0000-4000-8000-000000000001', slugline: '', language: 'zh-CN', kicker: '', headline: '码头一日', deck: '', byline: '本报记者 刘强', contributors: [], columnTag: '', originalHeadline: '',
  correction: null, dateline: '', source: '', channel: ['工会'], responsibleEditor: '', keywords: ['夜校', '技能'], summary: '', publishTime: null, embargo: null, destinations: [], targetLength: 0, photos: {},
}

/** A story of all kinds of blocks, every sentence of it once, and two people's work on it that neither saw of the other. */
export const triplesArbitrary = (most = 5): fc.Arbitrary<{ base: Story; mine: Story; theirs: Story }> =>
  fc.tuple(fc.noBias(fc.array(fc.tuple(fc.nat(20), fc.nat(20), fc.nat(40)), { minLength: 1, maxLength: 7, size: 'max' })), stepsArbitrary(3), stepsArbitrary(most), stepsArbitrary(most)).map(([kinds, before, one, other]) => {
    const pens = makePen('b')
    const story = withPhotos({ ...EMPTY, body: { type: 'doc', content: kinds.map(([a, b, c]) => anyBlock(pens(a, b, c))) } })
    const base = worked(story, 'c', before)
    return { base, mine: worked(base, 'm', one), theirs: worked(base, 't', other) }
  })

/** All that is said in blocks, line by line, footnotes as lines of their own. */
export const sentencesOf = (nodes: readonly BodyJson[]): string[] => {
  const lines = placesIn({ type: 'doc', content: [...nodes] }, (node) => isLine(node) || node.type === 'footnote')
  return lines.flatMap(({ node }) => (node.type === 'footnote' ? [`note ${String(node.attrs?.['text'])}`] : saidIn(inlineText(node))))
}
