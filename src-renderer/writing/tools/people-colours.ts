import type { Notes } from '../../../src-shared/story/notes'
import { PEOPLE_COLOURS } from '../../ui/people-colours'
import { personOf } from '../notes-store'

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
  return new Map(order.map(([key], index) => [key, index % PEOPLE_COLOURS.light.length]))
}

/**
 * The number of each person's colour: in the order they first suggested or said something, so that it stays theirs and the first eight
 * have colours of their own.
 */
export const coloursOf = (notes: Notes): ReadonlyMap<string, number> => {
  const known = made.get(notes)
  if (known) return known
  const colours = colour(notes)
  made.set(notes, colours)
  return colours
}
