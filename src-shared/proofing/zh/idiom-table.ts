import { failed, ok, type Outcome } from '../../outcome'

/** Fixed phrases 成语, found by their first and by their last two characters, and which characters are mistaken for each other: by sound (toneless syllables) or by shape (groups). */
export type IdiomTable = {
  idioms: ReadonlySet<string>
  beginning: ReadonlyMap<string, readonly string[]>
  ending: ReadonlyMap<string, readonly string[]>
  sounds: ReadonlyMap<string, readonly string[]>
  shapes: ReadonlyMap<string, readonly string[]>
}

/** No phrase is known. */
export const noIdioms: IdiomTable = { idioms: new Set(), beginning: new Map(), ending: new Map(), sounds: new Map(), shapes: new Map() }

type Rows = readonly (readonly string[])[]

const put = (map: Map<string, string[]>, key: string, value: string): void => {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}

/** Shorter ones are one wrong character away from too much that is right. */
const SHORTEST = 4

/** Reads the three tables, as rows of cells with their columns first. `table-invalid` {line} says where one is not what it should be. */
export const readIdioms = ({ idioms, sounds, shapes }: { idioms: Rows; sounds: Rows; shapes: Rows }): Outcome<IdiomTable> => {
  const heads = [idioms[0]?.join(), sounds[0]?.join(), shapes[0]?.join()]
  if (heads.join(' ') !== 'idiom sound,characters characters') return failed('table-invalid', `The columns are ${heads.join(' ')}.`, { line: 1 })
  const known = new Set<string>()
  const [beginning, ending, sound, shape] = [new Map<string, string[]>(), new Map<string, string[]>(), new Map<string, string[]>(), new Map<string, string[]>()]
  for (const [index, [idiom = '']] of idioms.slice(1).entries()) {
    if (idiom.length < 3) return failed('table-invalid', `Line ${String(index + 2)} is no phrase.`, { line: index + 2 })
    if (idiom.length < SHORTEST || known.has(idiom)) continue
    known.add(idiom)
    put(beginning, idiom.slice(0, 2), idiom)
    put(ending, idiom.slice(-2), idiom)
  }
  for (const [syllable = '', characters = ''] of sounds.slice(1)) for (const char of characters) put(sound, char, syllable)
  for (const [characters = ''] of shapes.slice(1)) for (const char of characters) put(shape, char, characters)
  return ok({ idioms: known, beginning, ending, sounds: sound, shapes: shape })
}

/** Whether one character is typed for the other: they sound alike, or look alike. */
export const isMistaken = ({ sounds, shapes }: IdiomTable, one: string, other: string): boolean =>
  (sounds.get(one)?.some((syllable) => sounds.get(other)?.includes(syllable)) ?? false) || (shapes.get(one)?.some((group) => group.includes(other)) ?? false)
