import { useField } from '../writing-context'
import type { NotedField } from '../../../src-shared/story/notes'
import { isBy, whoIs } from '../notes-store'
import { useFieldSuggestions, useIsSuggesting, useNotesRoomIfAny } from './notes-room'

/**
 * A field as this person writes it: itself, or, while changes are suggested, what they suggest for it. The value is set in the same turn as it is
 * typed, so that no composition is disturbed.
 */
export const useNotedField = (field: NotedField): [string, (value: string) => void] => {
  const room = useNotesRoomIfAny()
  const [value, setValue] = useField(field)
  const suggesting = useIsSuggesting(room)
  const mine = useFieldSuggestions(room).find((each) => each.field === field && room !== null && isBy(each, room.me))
  if (!room || !suggesting) return [value, setValue]
  return [mine?.value ?? value, (next) => room.notes.suggestField({ id: crypto.randomUUID(), field, was: value, value: next, ...whoIs(room.me, new Date().toISOString()) })]
}
