import type { PassageKind } from '../passage'
import type { Found } from '../rule'
import type { Severity } from '../severity'

/** What the linter of English found, as our own finds; `details.said` is its own sentence, in English always. */
export type EnglishFound = Found & { rule: EnglishRule; severity: Severity; source: string }

/** Whatever reads English copy: it runs beside the window, so this folder knows it by what it does. */
export type EnglishLinter = {
  /** Reads one passage. `names`: words of the piece that are names, whatever a dictionary says. */
  lint: (passage: { text: string; kind: PassageKind }, names: ReadonlySet<string>) => Promise<EnglishFound[]>
}

/** The rules the linter's finds are told under: locale keys `proofing-english:rule.<id>`. */
export const ENGLISH_RULES = ['en.spelling', 'en.grammar', 'en.agreement', 'en.capital', 'en.punctuation', 'en.usage', 'en.redundant', 'en.style', 'en.dialect'] as const
export type EnglishRule = (typeof ENGLISH_RULES)[number]

/** What the linter calls its kinds, and how we tell them. A misspelling it is sure of is a typo; a word it merely does not know may be a name. */
const KINDS: Readonly<Record<string, readonly [rule: EnglishRule, severity: Severity]>> = {
  Spelling: ['en.spelling', 'warning'],
  Typo: ['en.spelling', 'error'],
  Agreement: ['en.agreement', 'error'],
  Grammar: ['en.grammar', 'warning'],
  BoundaryError: ['en.grammar', 'warning'],
  WordOrder: ['en.grammar', 'warning'],
  Miscellaneous: ['en.grammar', 'warning'],
  Capitalization: ['en.capital', 'warning'],
  Punctuation: ['en.punctuation', 'warning'],
  Formatting: ['en.punctuation', 'warning'],
  Eggcorn: ['en.usage', 'warning'],
  Malapropism: ['en.usage', 'warning'],
  WordChoice: ['en.usage', 'warning'],
  Usage: ['en.usage', 'warning'],
  Nonstandard: ['en.usage', 'warning'],
  Redundancy: ['en.redundant', 'advice'],
  Style: ['en.style', 'advice'],
  Enhancement: ['en.style', 'advice'],
  Readability: ['en.style', 'advice'],
  Regionalism: ['en.dialect', 'advice'],
}

/** One lint as the library gives it: places in UTF-16 units, and what may stand there instead. */
export type Lint = { kind: string; message: string; from: number; to: number; fixes: readonly string[] }

/** Tells a lint in our words. A kind nobody has met yet is grammar, said as advice. */
export const toldAsFound = ({ kind, message, from, to, fixes }: Lint): EnglishFound => {
  const [rule, severity] = KINDS[kind] ?? ['en.grammar', 'advice']
  return { rule, severity, source: 'harper', from, to, fixes, details: { said: message } }
}

/** Kinds of passage that are whole sentences; a headline drops its articles, a caption or a cell may be a phrase. */
const SENTENCES: ReadonlySet<PassageKind> = new Set(['text', 'quote', 'footnote', 'summary'])

/** Whether a find counts in a kind of passage: outside sentences only what is wrong in any words is. */
export const countsIn = (kind: PassageKind, { rule }: Pick<EnglishFound, 'rule'>): boolean => SENTENCES.has(kind) || rule === 'en.spelling'
