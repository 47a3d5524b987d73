import { lexiconOf, type Lexicon } from './find-words'
import type { Row, RowOf } from './row'

/** The lists of a house as it is read by them: `own` is what the house itself is called, `today` a day in ISO 8601. */
export type HouseLists = { rows: readonly Row[]; own: string; today: string }


/** The lists, ready to be looked up. */
export type HouseTables = {
  wrong: Lexicon<RowOf<'wrong'>>
  preferred: Lexicon<{ row: RowOf<'preferred'>; wrong: string }>
  banned: Lexicon<RowOf<'banned'>>
  sensitive: Lexicon<RowOf<'sensitive'>>
  withheld: Lexicon<RowOf<'withheld'>>
  dictionary: Lexicon<RowOf<'dictionary'>>
  officials: Lexicon<RowOf<'official'>>
  /** Every title the list knows, the longest first. */
  titles: readonly string[]
  /** Sources that may be reprinted, and what the house calls itself; empty where there is no such list. */
  sources: ReadonlySet<string>
}

/** True for a spelling that differs from what should stand there in its capitals alone. */
const isCapitals = (word: string, fixes: readonly string[]): boolean => fixes.some((fix) => fix !== word && fix.toLowerCase() === word.toLowerCase())

/** Puts the lists where rules look them up; names that are no longer withheld are left out. */
export const houseTablesOf = ({ rows, own, today }: HouseLists): HouseTables => {
  const of = <K extends Row['kind']>(kind: K): RowOf<K>[] => rows.filter((row): row is RowOf<K> => row.kind === kind)
  const plain = <K extends Row['kind']>(kind: K): Lexicon<RowOf<K>> => lexiconOf(of(kind).map((row) => ({ word: row.word, entry: row })))
  const officials = of('official')
  const reprints = of('reprint')
  return {
    wrong: lexiconOf(of('wrong').map((row) => ({ word: row.word, exact: isCapitals(row.word, row.right), entry: row }))),
    preferred: lexiconOf(of('preferred').flatMap((row) => row.instead.map((wrong) => ({ word: wrong, exact: isCapitals(wrong, [row.word]), entry: { row, wrong } })))),
    banned: plain('banned'),
    sensitive: plain('sensitive'),
    withheld: lexiconOf(of('withheld').filter(({ until }) => until === '' || until >= today).map((row) => ({ word: row.word, entry: row }))),
    dictionary: plain('dictionary'),
    officials: plain('official'),
    titles: [...new Set(officials.flatMap(({ title }) => title.split('、')))].sort((one, other) => other.length - one.length),
    sources: new Set(reprints.length === 0 ? [] : [...reprints.map(({ word }) => word), own].filter((name) => name !== '')),
  }
}

/** The tables of a house without lists. */
export const noHouse: HouseTables = houseTablesOf({ rows: [], own: '', today: '' })
