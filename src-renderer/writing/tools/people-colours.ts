import type { Notes } from '../../../src-shared/story/notes'
import { PEOPLE_COLOURS } from '../../ui/people-colours'
import { personOf } from '../notes-store'

const COUNT = PEOPLE_COLOURS.light.length

/** The colour a person has where nobody else has it. */
const ownColour = (person: string): number => {
  let sum = 0
  for (const char of person) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 65_521
  return sum % COUNT
}

/** Gives each person their own colour, or, where it is taken, the next one that is free while there is one. */
const give = (people: readonly string[], given: ReadonlyMap<string, number>): Map<string, number> => {
  const all = new Map(given)
  for (const person of people) {
    if (all.has(person)) continue
    const [own, taken] = [ownColour(person), new Set(all.values())]
    const free = Array.from({ length: COUNT }, (_, step) => (own + step) % COUNT).find((colour) => !taken.has(colour))
    all.set(person, free ?? own)
  }
  return all
}

// Asked for every mark that is drawn.
const made = new WeakMap<Notes, ReadonlyMap<string, number>>()

const colour = ({ threads, suggestions, fields = [] }: Notes): ReadonlyMap<string, number> => {
  const said = [...Object.values(suggestions), ...fields, ...threads.flatMap(({ remarks }) => remarks)]
  const first = new Map<string, string>()
  for (const note of said) {
    const key = personOf(note)
    const known = first.get(key)
    if (known === undefined || note.at < known) first.set(key, note.at)
  }
  const order = [...first].toSorted(([a, x], [b, y]) => (x < y ? -1 : x > y ? 1 : a < b ? -1 : 1))
  return give(order.map(([key]) => key), new Map())
}

/**
 * The number of each person's colour. Whoever suggested or said something first chooses first, so that it stays theirs and eight people have colours of
 * their own. It is the same in every window.
 */
export const coloursOf = (notes: Notes): ReadonlyMap<string, number> => {
  const known = made.get(notes)
  if (known) return known
  const colours = colour(notes)
  made.set(notes, colours)
  return colours
}

/** The same with those who are in the piece now, said something or not, by their ids. */
export const coloursWith = (notes: Notes, here: readonly string[]): ReadonlyMap<string, number> => give(here.toSorted(), coloursOf(notes))
