import { checkAcross, type AcrossFlag } from '../../src-shared/proofing/across/check'
import type { Piece } from '../../src-shared/proofing/across/piece'
import { ACROSS_RULES } from '../../src-shared/proofing/across/rules'
import type { Passage, PassageKind } from '../../src-shared/proofing/passage'
import { standardTables } from '../../src-shared/proofing/standard-tables'
import { noTables, type Tables } from '../../src-shared/proofing/tables'

/** The tables of people the house comes with, and of what characters are mistaken for each other. */
export const peopleTables = (): Tables => {
  const { people, idioms } = standardTables()
  return { ...noTables, people, idioms }
}

/** A small story as a test writes it. A caption is its text, its credit and when its photo was taken. */
export type SmallStory = {
  language?: Piece['language']
  kicker?: string
  headline?: string
  deck?: string
  byline?: string
  body?: readonly string[]
  captions?: readonly (readonly [text: string, credit?: string, takenAt?: string])[]
  links?: readonly (readonly [passage: number, words: string, href: string])[]
  date?: string | null
}

/** The piece of a small story: head, paragraphs, then captions. */
export const smallPiece = ({ language = 'zh-CN', kicker = '', headline = '', deck = '', byline = '', body = [], captions = [], links = [], date = null }: SmallStory): Piece => {
  const head = ([['kicker', kicker], ['headline', headline], ['deck', deck], ['byline', byline]] as const).filter(([, text]) => text !== '').map(([field, text]): Passage => ({ kind: field, place: { field }, text }))
  const passages = [...head, ...body.map((text, index): Passage => ({ kind: 'text', place: { block: `p${index}`, part: '' }, text }))]
  const photos: Piece['photos'][number][] = []
  for (const [index, [text, credit = '', takenAt = '']] of captions.entries()) {
    if (text === '') continue
    photos.push({ caption: passages.length, credit, takenAt })
    const part = (kind: PassageKind, name: string, words: string): Passage => ({ kind, place: { block: `c${index}`, part: name }, text: words })
    passages.push(part('caption', '', text))
    if (credit !== '') passages.push(part('credit', 'credit', credit))
  }
  return {
    language,
    passages,
    photos,
    links: links.map(([passage, words, href]) => ({ passage, from: passages[passage]?.text.indexOf(words) ?? 0, to: (passages[passage]?.text.indexOf(words) ?? 0) + words.length, href })),
    publishTime: date,
    embargo: null,
    contributors: [],
  }
}

/** Everything a rule finds in a small story: the words it points at, its first fix, and what it says. */
export const findAcross = (rule: string, story: SmallStory, tables: Tables = peopleTables()): (Pick<AcrossFlag, 'fixes' | 'details' | 'severity'> & { words: string; against: string })[] => {
  const piece = smallPiece(story)
  return checkAcross(piece, ACROSS_RULES.filter(({ id }) => id === rule), tables).map(({ passage, from, to, fixes, details, severity, other }) => ({
    words: piece.passages[passage]?.text.slice(from, to) ?? '',
    against: other ? (piece.passages[other.passage]?.text.slice(other.from, other.to) ?? '') : '',
    fixes, details, severity,
  }))
}

/** The words a rule points at. */
export const wordsAcross = (rule: string, story: SmallStory, tables?: Tables): string[] => findAcross(rule, story, tables).map(({ words }) => words)
