import { failed, ok, type Outcome } from '../../outcome'

/** What a word before or after a name says of a person: a post held 职务, a calling 职业, or a way to address somebody 称谓. */
export type OfficeKind = 'post' | 'calling' | 'address'

/** Chinese surnames and the words for what people are. A `rare` surname is too common a word for a name to be known by it alone. */
export type PeopleTables = {
  surnames: ReadonlyMap<string, 'common' | 'rare' | 'compound'>
  offices: ReadonlyMap<string, OfficeKind>
  /** The longest office, in UTF-16 units: how far back one has to look. */
  longest: number
}

/** People of whom nothing is known. */
export const noPeople: PeopleTables = { surnames: new Map(), offices: new Map(), longest: 0 }

const readPairs = <Kind extends string>(rows: readonly (readonly string[])[], name: string, kinds: readonly Kind[]): Outcome<Map<string, Kind>> => {
  const [head = [], ...lines] = rows
  if (head.join() !== `${name},kind`) return failed('table-invalid', `The columns are ${head.join()}, not ${name},kind.`, { line: 1 })
  const found = new Map<string, Kind>()
  for (const [index, [word = '', cell = '']] of lines.entries()) {
    const kind = kinds.find((each) => each === cell)
    if (word === '' || kind === undefined) return failed('table-invalid', `Line ${String(index + 2)} is no entry.`, { line: index + 2 })
    found.set(word, kind)
  }
  return ok(found)
}

/** Reads the two tables of people, as rows of cells. `table-invalid` {line} says where one is not what it should be. */
export const readPeople = (surnames: readonly (readonly string[])[], offices: readonly (readonly string[])[]): Outcome<PeopleTables> => {
  const names = readPairs(surnames, 'surname', ['common', 'rare', 'compound'])
  if (!names.ok) return names
  const words = readPairs(offices, 'office', ['post', 'calling', 'address'])
  if (!words.ok) return words
  return ok({ surnames: names.value, offices: words.value, longest: Math.max(0, ...[...words.value.keys()].map(({ length }) => length)) })
}
