import { failed, ok, type Outcome } from '../outcome'
import { noPeople, type PeopleTables } from './across/people-tables'
import { noHouse, type HouseTables } from './house/tables'
import { SEVERITIES, type Severity } from './severity'
import { noIdioms, type IdiomTable } from './zh/idiom-table'

/** One entry of a table of words: where `wrong` stands and none of `except` around it, it should be one of `right`. */
export type Entry = { wrong: string; right: readonly string[]; except: readonly string[]; severity: Severity; source: string; kind: string }

/** A table ready to be looked up: entries by their first two characters, the longest first. */
export type WordTable = { entries: readonly Entry[]; starting: ReadonlyMap<string, readonly Entry[]> }

/** Every table the rules look up; a language's tables are empty where its copy is not read. `house`: the lists of the house itself. */
export type Tables = { wrong: WordTable; variants: WordTable; redundant: WordTable; units: WordTable; idioms: IdiomTable; people: PeopleTables; house: HouseTables }

/** Puts entries where they are found. */
export const wordTable = (entries: readonly Entry[]): WordTable => {
  const starting = new Map<string, Entry[]>()
  for (const entry of entries) {
    const start = entry.wrong.slice(0, 2)
    starting.set(start, [...(starting.get(start) ?? []), entry])
  }
  for (const list of starting.values()) list.sort((one, other) => other.wrong.length - one.wrong.length)
  return { entries, starting }
}

const COLUMNS = ['wrong', 'right', 'except', 'kind', 'severity', 'source'] as const

const isSeverity = (text: string): text is Severity => SEVERITIES.some((each) => each === text)

const many = (cell: string): string[] => (cell === '' ? [] : cell.split('|'))

/** Reads a table the house comes with: rows of cells, the first its columns. `table-invalid` {line} says where it is not one. */
export const readTable = (rows: readonly (readonly string[])[]): Outcome<WordTable> => {
  const [head = [], ...lines] = rows
  if (head.join() !== COLUMNS.join()) return failed('table-invalid', `The columns are ${head.join()}, not ${COLUMNS.join()}.`, { line: 1 })
  const entries: Entry[] = []
  for (const [index, cells] of lines.entries()) {
    const [wrong = '', right = '', except = '', kind = '', severity = '', source = ''] = cells
    if (cells.length !== COLUMNS.length || wrong.length < 2 || !isSeverity(severity)) return failed('table-invalid', `Line ${String(index + 2)} is no entry.`, { line: index + 2 })
    entries.push({ wrong, right: many(right), except: many(except), severity, source, kind })
  }
  return ok(wordTable(entries))
}

/** Tables of nothing, for copy they say nothing about. */
export const noTables: Tables = { wrong: wordTable([]), variants: wordTable([]), redundant: wordTable([]), units: wordTable([]), idioms: noIdioms, people: noPeople, house: noHouse }
