import { Dialect, LocalLinter, SuggestionKind, type BinaryModule, type Lint as HarperLint } from 'harper.js'

import { countsIn, toldAsFound, type EnglishFound, type EnglishLinter, type Lint } from '../../src-shared/proofing/en/english'
import { isLikelyName, isNoWord } from '../../src-shared/proofing/en/names'
import { readingOf } from '../../src-shared/proofing/reading'

/**
 * Lints a newspaper does without, by why: its marks are typographic and its hyphens AP's; it has no serial comma; a quotation of several
 * paragraphs closes once; taste, and words of programmers, are not the proof-reader's; words typed twice are told by our own rule;
 * what it guesses at (prepositions, prefixes, "that that") is wrong too often in good copy.
 */
const OFF: readonly string[] = [
  'Dashes', 'NumericRangeEnDash', 'UseEllipsisCharacter', 'EllipsisLength', 'FootInchMinuteSecondSymbols', 'QuoteSpacing', 'NoFrenchSpaces',
  'OxfordComma', 'NoOxfordComma', 'CommaFixes', 'DiscourseMarkers', 'However',
  'UnclosedQuotes', 'UseTitleCase',
  'LongSentences', 'BoringWords', 'AvoidCurses', 'Hedging', 'FillerWords', 'ThatWhich', 'OrthographicConsistency', 'LinkedList', 'BlacklistWhitelist', 'AvoidContractions', 'PossessiveNoun', 'SpelledNumbers',
  'RepeatedWords', 'CurrencyPlacement', 'RedundantThat', 'SingleBe', 'MissingPreposition', 'DisjointPrefixes',
]

/** Abbreviations of code and of chat that spell a newspaper's own: "govt", "dir". */
const isOff = (rule: string): boolean => OFF.includes(rule) || rule.startsWith('Expand')

const readLint = (lint: HarperLint): Lint => {
  const { start, end } = lint.span()
  const problem = lint.get_problem_text()
  const fixes = lint.suggestions().map((suggestion) => {
    const text = suggestion.get_replacement_text()
    const fix = suggestion.kind() === SuggestionKind.InsertAfter ? problem + text : text
    suggestion.free()
    return fix
  })
  const read = { kind: lint.lint_kind(), message: lint.message().replaceAll(/`([^`]+)`/g, '“$1”'), from: start, to: end, fixes: fixes.slice(0, 3) }
  lint.free()
  return read
}

/** Capitals that are none after a stop that ends no sentence: "75 pct. of the wells". */
const isAbbreviated = (text: string, { kind, from }: Lint): boolean => kind === 'Capitalization' && /\b(?:pct|vs|etc|approx|No|Nos|St|Ave|Dept|est|Inc|Corp|Co|Ltd|Bros|Jr|Sr|a\.m|p\.m|[A-Z])\. $/.test(text.slice(Math.max(0, from - 10), from))

/** Whether a word that no dictionary has is a name: one the piece is known to have, or one by where it stands. */
const isName = (text: string, { kind, from, to }: Lint, names: ReadonlySet<string>): boolean => kind === 'Spelling' && (isNoWord(text, from, to) || names.has(text.slice(from, to).replace(/[’']s$/, '')) || isLikelyName(text, from, to))

/** What to make a linter of: its compiled code, the words a house knows beside the dictionary, and the English it writes. */
export type HarperInit = { binary: BinaryModule; words: readonly string[]; dialect?: 'american' | 'british' }

/** Harper, told in our words. Runs where it is made and blocks it: in a worker. Making it loads and compiles its code, once. */
export const harperLinter = async ({ binary, words, dialect = 'american' }: HarperInit): Promise<EnglishLinter> => {
  const linter = new LocalLinter({ binary, dialect: dialect === 'american' ? Dialect.American : Dialect.British })
  await linter.setup()
  const config = await linter.getDefaultLintConfig()
  await linter.setLintConfig(Object.fromEntries(Object.entries(config).map(([rule, on]) => [rule, isOff(rule) ? false : on])))
  await linter.importWords([...words])
  return {
    lint: async ({ text, kind }, names): Promise<EnglishFound[]> => {
      if (text.trim() === '') return []
      const reading = readingOf(text)
      const lints = (await linter.lint(text, { language: 'plaintext' })).map(readLint)
      return lints
        .filter((lint) => !reading.isForeign(lint.from) && !isName(text, lint, names) && !isAbbreviated(text, lint))
        .map(toldAsFound)
        .filter((found) => countsIn(kind, found))
    },
  }
}
