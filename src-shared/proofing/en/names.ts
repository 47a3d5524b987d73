import type { Passage } from '../passage'

const WORD = /[A-Z][\p{L}’'-]*\p{L}|[A-Z]/gu

/** What stands before a name: a title, or somebody who speaks. */
const BEFORE_NAME = /(?:\b(?:Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Capt|Lt|Sgt|Prof|Rev|Gen|Col|Maj|Cmdr)\.|\b(?:said|says|told|asked|by|the|mayor|coach|actor|judge|professor|minister|president|named|called|of|in|at|near|from)) $/
const AFTER_NAME = /^(?: (?:said|says|told|added|asked)\b|,? \d|[’']s\b|(?: [A-Z]|-[A-Z])| (?:de|del|della|di|da|do|du|van|von|la|le|al|bin) )/

/** Every syllable of Mandarin in pinyin, one to four of them, with the apostrophe that parts two: Hanzhong, Xi’an. */
const PINYIN = /^(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ue|ui|uo|er|a|e|i|o|u)['’]?){1,4}$/

/** Whether a word could be a name of Chinese in pinyin. */
export const isPinyin = (word: string): boolean => {
  const bare = word.replace(/[’']s$/i, '')
  return bare.length > 1 && /^(?:[A-Z][a-z’']+|[A-Z’']+)$/.test(bare) && PINYIN.test(bare.toLowerCase())
}

const opensSentence = (text: string, at: number): boolean => /(?:^|[.!?:]["”’)]?\s+|[“"(]|\n)$/.test(text.slice(0, at).slice(-4)) || at === 0

/** What is no word of English copy to be spelled: a word of another language by its marks, letters that are all capitals, a part of a figure. */
export const isNoWord = (text: string, from: number, to: number): boolean => {
  const word = text.slice(from, to)
  return /[^\x20-\x7e’‘]/.test(word) || /^[A-Z’'.-]{2,}$/.test(word.replace(/[’']s$/, '')) || /\d/.test(text.charAt(from - 1)) || /\d/.test(word)
}

/** Where one word is likely a name: it stands beside another capital, after a title or a place's preposition, or before a verb of speech. */
export const isLikelyName = (text: string, from: number, to: number): boolean => {
  const word = text.slice(from, to)
  if (!/^[A-Z]/.test(word)) return false
  if (isPinyin(word)) return true
  const [before, after] = [text.slice(Math.max(0, from - 24), from), text.slice(to, to + 16)]
  const capital = /(?<![\p{L}.’'-])[A-Z][\p{L}.’'-]{0,20},? $/u.exec(before)?.[0]
  const capitalBefore = capital !== undefined && !opensSentence(text, from - capital.length)
  return /(?<![\p{L}’'-])[A-Z][\p{L}’'-]{1,20} $/u.test(before) || capitalBefore || BEFORE_NAME.test(before) || AFTER_NAME.test(after)
}

/** Words of a piece that are names: of the people of its byline, and capitalised ones it uses within sentences more than once. */
export const namesOf = (passages: readonly Pick<Passage, 'text' | 'kind'>[], contributors: readonly string[]): Set<string> => {
  const counted = new Map<string, number>()
  for (const { text, kind } of passages)
    for (const match of text.matchAll(WORD)) {
      const bare = match[0].replace(/[’']s$/, '')
      // Every word of a headline may be capitalised, and every first one is.
      if (kind !== 'headline' && !opensSentence(text, match.index)) counted.set(bare, (counted.get(bare) ?? 0) + 1)
    }
  const bylines = [...contributors, ...passages.filter(({ kind }) => kind === 'byline' || kind === 'credit' || kind === 'speaker').map(({ text }) => text)]
  return new Set([...[...counted].filter(([, times]) => times > 1).map(([word]) => word), ...bylines.flatMap((line) => line.split(/[\s,/]+/)).filter((word) => /^[A-Z]/.test(word))])
}
