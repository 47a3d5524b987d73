import type { FieldSuggestion } from '../../../src-shared/story/notes'
import { personOf } from '../notes-store'
import type { NotesRoom } from './notes-room'
import { settleSuggestions, type SuggestionEntry } from './suggesting'

/** One suggestion of the body or of a field, with whose it is. */
export type Listed = { id: string; who: { by: string; person?: string | undefined; at: string } | undefined } & ({ field: FieldSuggestion } | { entry: SuggestionEntry })

/** All suggestions, fields first, each with whose it is. */
export const listed = (entries: readonly SuggestionEntry[], fields: readonly FieldSuggestion[], suggestions: Readonly<Record<string, { by: string; person?: string | undefined; at: string }>>): Listed[] => [
  ...fields.map((field): Listed => ({ id: field.id, who: field, field })),
  ...entries.map((entry): Listed => ({ id: entry.id, who: suggestions[entry.id], entry })),
]

/** Takes or leaves suggestions: those of the body in one step of the history. */
export const settleListed = (room: NotesRoom, list: readonly Listed[], accept: boolean): void => {
  for (const each of list)
    if ('field' in each) {
      if (accept) room.fields.set(each.field.field, each.field.value)
      room.notes.dropField(each.id)
    }
  settleSuggestions(room.editor, list.flatMap((each) => ('entry' in each ? [each.id] : [])), accept)
}

/** Suggestions by whose they are, in the order of the first of each. */
export const byPerson = (list: readonly Listed[]): { key: string; name: string; list: Listed[] }[] =>
  [...Map.groupBy(list, ({ who }) => (who ? personOf(who) : ''))].map(([key, own]) => ({ key, name: own[0]?.who?.by ?? '', list: own }))
