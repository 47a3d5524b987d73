import { failed, ok, type Outcome } from '../outcome'
import { contributorsOf } from './byline'
import { splitDateline, splitTrailingByline } from './from-text/bylines'
import { isFurniture, isRecommendation } from './from-text/furniture'
import { readHead } from './from-text/head'
import { readFacts, type Facts } from './from-text/labels'
import { endsSentence, isHan, isProse, readLines } from './from-text/lines'
import { readSections, type Block } from './from-text/sections'
import { LIMITS, STORY_SCHEMA, type BodyJson, type Language, type Story } from './story'

/** What an import made: the story, the page's own lines it left out (head first, foot last), and how many photo places wait for a picture. */
export type TextImport = { story: Story; dropped: string[]; places: number }

/** `newId` makes block ids. `offset` is the zone printed times are read in; "+08:00" unless told. `language` is guessed from the script unless told. */
export type TextImportOptions = { id: string; newId: () => string; language?: Language; offset?: string }

type Foot = { lines: string[]; facts: Facts[]; dropped: string[] }

/** Takes the page's end off the text: recommendations, the responsible editor's line, tools and copyright. */
const cutFoot = (lines: readonly string[], offset: string): Foot => {
  const foot: Foot = { lines: [], facts: [], dropped: [] }
  const lastProse = lines.findLastIndex((line) => isProse(line) && !isFurniture(line, false))
  let signed = false
  for (const [index, line] of lines.entries()) {
    if (isRecommendation(line) && index > 0) {
      foot.dropped.push(...lines.slice(index))
      return foot
    }
    const facts = readFacts(line, offset)
    if (isFurniture(line, index < lastProse)) foot.dropped.push(line)
    else if (facts && index > lastProse) {
      foot.facts.push(facts)
      signed ||= facts.editor !== ''
    // Behind the responsible editor only a sentence can still be the article's.
    } else if (signed && !endsSentence(line)) foot.dropped.push(line)
    else foot.lines.push(line)
  }
  return foot
}

const shorten = (headline: string): string => {
  if (!isHan(headline)) return headline.length <= 40 ? headline : headline.slice(0, 41).replace(/\s+\S*$/, '').slice(0, 40)
  const clause = /^[^\s,\uff0c:\uff1a\u2014!\uff01?\uff1f]{4,16}(?=[\s,\uff0c:\uff1a\u2014!\uff01?\uff1f])/u.exec(headline)
  return clause?.[0] ?? /^.{0,16}/u.exec(headline)?.[0] ?? ''
}

const guessLanguage = (lines: readonly string[]): Language => {
  const text = lines.join('')
  const han = (text.match(/\p{Script=Han}/gu) ?? []).length
  const latin = (text.match(/\p{Script=Latin}+/gu) ?? []).length
  return han * 2 >= latin ? 'zh-CN' : 'en'
}

const textNode = (text: string): BodyJson[] => (text === '' ? [] : [{ type: 'text', text }])

const toNode = (block: Block, blockId: string): BodyJson => {
  const content = textNode(block.text)
  if (block.kind === 'paragraph') return { type: 'paragraph', attrs: { blockId }, content }
  if (block.kind === 'crosshead') return { type: 'crosshead', attrs: { blockId, marker: block.marker }, content }
  return { type: 'photo', attrs: { blockId, photo: null, credit: block.credit, alt: '' }, content }
}

/** A field's value, or nothing where it is longer than a field may be: then its line goes back into the text or to `dropped`. */
const fits = (value: string): boolean => value.length <= LIMITS.line

/** Reads dateline and byline off the first and last paragraph. */
const openAndClose = (blocks: Block[], known: string): { dateline: string; byline: string } => {
  let [dateline, byline] = ['', known]
  const lede = blocks.find((block) => block.kind === 'paragraph')
  const opened = lede && splitDateline(lede.text)
  // A second reporter inside the dateline stays where it is printed.
  if (lede && opened && (opened.byline === '' || byline === '')) {
    lede.text = opened.text
    dateline = opened.dateline
    byline ||= opened.byline
  }
  const last = blocks.findLast((block) => block.kind === 'paragraph')
  const closed = byline === '' && last ? splitTrailingByline(last.text) : null
  if (last && closed) {
    last.text = closed.text
    byline = closed.byline
  }
  return { dateline, byline }
}

/**
 * A story from the plain text of an article page copied from a newspaper's site: furniture left out, fields read, section
 * headers and captions made into structure, every sentence of the article kept once and in order. Pure and deterministic.
 * Text with nothing to recognise becomes a headline and paragraphs. No text at all: `text-empty`.
 */
export const storyFromText = (text: string, options: TextImportOptions): Outcome<TextImport> => {
  const offset = options.offset ?? '+08:00'
  const lines = readLines(text)
  if (lines.length === 0) return failed('text-empty', 'There is no text to import.')
  const head = readHead(lines, offset)
  const foot = cutFoot(head.body, offset)
  const sections = readSections(foot.lines, head.byline)
  const { dateline, byline: printed } = openAndClose(sections.blocks, sections.byline)
  const dropped = [...head.dropped]
  const facts = [...head.facts, ...foot.facts]
  /** The first of several; the others are left out and said, even where they repeat it. */
  const first = (name: 'source' | 'author' | 'editor'): string => {
    const said = facts.filter((fact) => fact[name] !== '')
    // A byline printed with the text is better than the site's label.
    dropped.push(...said.slice(name === 'author' && printed !== '' ? 0 : 1).map((fact) => fact.printed[name]))
    return said[0]?.[name] ?? ''
  }
  const author = first('author')
  const fields = { kicker: head.kicker, headline: head.headline, deck: head.deck, byline: printed || author, source: first('source'), responsibleEditor: first('editor') }
  const times = facts.filter(({ time }) => time !== null)
  const allKeywords = [...new Set(facts.flatMap(({ keywords: words }) => words))]
  const keywords = allKeywords.filter((word) => word.length <= 60).slice(0, LIMITS.keywords)
  dropped.push(...facts.flatMap(({ rest }) => rest), ...times.slice(1).map(({ timeText }) => timeText), ...allKeywords.filter((word) => !keywords.includes(word)), ...foot.dropped)
  const tooLong = (['kicker', 'headline', 'deck', 'byline', 'source', 'responsibleEditor'] as const).filter((name) => !fits(fields[name]))
  // A line too long for its field is text: it opens the body, in the order it was printed.
  const back: Block[] = tooLong.map((name) => ({ kind: 'paragraph', text: fields[name] }))
  for (const name of tooLong) fields[name] = ''
  const blocks = [...back, ...sections.blocks]
  const content = blocks.map((block) => toNode(block, options.newId()))
  const story: Story = {
    schema: STORY_SCHEMA,
    id: options.id,
    slugline: shorten(fields.headline),
    language: options.language ?? guessLanguage(lines),
    ...fields,
    contributors: contributorsOf(fields.byline),
    columnTag: '',
    originalHeadline: '',
    correction: null,
    dateline,
    channel: head.channel,
    keywords,
    summary: '',
    publishTime: times[0]?.time ?? null,
    embargo: null,
    destinations: [],
    targetLength: 0,
    body: { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph', attrs: { blockId: options.newId() } }] },
    photos: {},
  }
  return ok({ story, dropped, places: blocks.filter(({ kind }) => kind === 'photo').length })
}
