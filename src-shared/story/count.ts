import type { BodyJson, Story } from './story'

/** What an editor counts: 字数 with and without punctuation (a Latin word or number is one), and words for English. */
export type Counts = { characters: number; withoutPunctuation: number; words: number; photos: number }

/** Kinds of character: spaces, one-character words (Han, kana, hangul), letters and digits that run together, marks on the one before, and the rest. */
const Kind = { Space: 1, Single: 2, Run: 3, Mark: 4, Sign: 5 } as const
type Kind = number

const SINGLE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const kindOf = (char: string): Kind =>
  /\s/u.test(char) ? Kind.Space : SINGLE.test(char) ? Kind.Single : /[\p{L}\p{N}]/u.test(char) ? Kind.Run : /\p{M}/u.test(char) ? Kind.Mark : Kind.Sign

// Counting runs over whole stories while somebody types; each character is looked up once in a lifetime.
const known = new Uint8Array(0x10000)
const kindAt = (code: number): Kind => {
  if (code > 0xffff) return kindOf(String.fromCodePoint(code))
  return (known[code] ||= kindOf(String.fromCharCode(code)))
}

/** Signs that join two runs into one word when they stand between them: "it's", "3.14", "co-op". */
const JOINERS = new Set([0x27, 0x2019, 0x2e, 0x2c, 0x2d])

const INLINE: ReadonlySet<string> = new Set(['text', 'hardBreak', 'footnote'])
const blocksOrWords = (node: BodyJson, words: (node: BodyJson) => string): string =>
  (node.content ?? []).map(words).join((node.content ?? []).every(({ type }) => INLINE.has(type)) ? '' : '\n')

/**
 * The running text under a node, one line a block: what is edited in place, so captions, table cells, the titles of boxes and cards,
 * and a nested article's head and byline too. What is set beside it is not: see `everyWordOf`.
 */
export const textOf = (node: BodyJson): string => {
  if (node.text !== undefined) return node.text
  if (node.type === 'hardBreak') return '\n'
  return blocksOrWords(node, textOf)
}

const BEFORE = ['marker', 'speaker'] as const
const AFTER = ['by', 'credit', 'text', 'url'] as const

/**
 * Every word a reader may meet under a node, one line a block: the running text with section markers, speakers, credits, whose a pull
 * quote is, a card's address, and footnotes where they are called. For searching and comparing; `countStory` counts less.
 */
export const everyWordOf = (node: BodyJson): string => {
  if (node.text !== undefined) return node.text
  if (node.type === 'hardBreak') return '\n'
  const said = (names: readonly string[]): string[] => names.flatMap((name) => (typeof node.attrs?.[name] === 'string' && node.attrs[name] !== '' ? [node.attrs[name]] : []))
  const own = blocksOrWords(node, everyWordOf)
  if (node.type === 'footnote') return said(AFTER).map((text) => ` ${text} `).join('')
  return [...said(BEFORE), own, ...said(AFTER)].filter((text) => text !== '').join(' ')
}

/** Counts one text. A run of Latin letters or digits counts as one character, as newspapers count it; "5万" is two. */
export const countText = (text: string): Omit<Counts, 'photos'> => {
  let characters = 0
  let withoutPunctuation = 0
  let words = 0
  let running = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0
    if (code > 0xffff) at += 1
    const kind = kindAt(code)
    if (kind === Kind.Mark && characters > 0) continue
    if (kind === Kind.Run) {
      if (running) continue
      running = true
      words += 1
    } else {
      if (running && JOINERS.has(code) && kindAt(text.codePointAt(at + 1) ?? 0x20) === Kind.Run) continue
      running = false
      if (kind === Kind.Space) continue
    }
    characters += 1
    if (kind === Kind.Single || kind === Kind.Run) withoutPunctuation += 1
  }
  return { characters, withoutPunctuation, words }
}

const photosIn = (node: BodyJson): number =>
  (node.type === 'photo' ? 1 : 0) + (node.content ?? []).reduce((sum, child) => sum + photosIn(child), 0)

/**
 * Counts a story's body by newspaper practice: the running text with section headers' titles, captions, table cells, and the titles and
 * texts of boxes, cards and nested articles. Not counted, because they are set around the text: the story's own headline and byline,
 * section markers, speakers' names, credits, alternative texts, whose a pull quote is, and footnotes.
 */
export const countStory = (story: Pick<Story, 'body'>): Counts => ({ ...countText(textOf(story.body)), photos: photosIn(story.body) })
