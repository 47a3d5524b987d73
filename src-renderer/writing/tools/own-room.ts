import type { Notes } from '../../../src-shared/story/notes'
import type { Someone } from '../notes-store'
import type { StoryStore } from '../story-store'
import type { NotedFields } from './notes-room'

/** A draft's fields as its notes read and set them. */
export const notedFields = (store: StoryStore): Omit<NotedFields, 'go'> => ({ valueOf: (field) => store.shown(field), set: (field, value) => store.set(field, value), subscribe: store.subscribe })

/** Those a draft's notes name with an id, and this person: who can be called on where no desk lists its people. */
export const peopleIn = ({ threads, suggestions, fields = [] }: Notes, me: Someone): Someone[] => {
  const known = new Map<string, Someone>([[me.id, me]])
  for (const { by, person } of [...threads.flatMap(({ remarks }) => remarks), ...Object.values(suggestions), ...fields]) if (person !== undefined && !known.has(person)) known.set(person, { id: person, name: by })
  return [...known.values()]
}
