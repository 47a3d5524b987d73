import { i18n } from '../../ui/i18n'
import { exactTime } from '../../ui/time'
import type { BodyEditing } from '../body-editing'
import { isBy, personOf, type NotesStore, type Someone } from '../notes-store'
import { coloursOf } from './people-colours'

/** What an editor asks of its notes: whose a suggestion is, how that person is drawn, and which threads there are. */
export const notedBy = (notes: NotesStore, me: Someone): NonNullable<BodyEditing['noted']> => ({
  mine: (id) => isBy(notes.value().suggestions[id], me),
  who: (id) => {
    const who = notes.value().suggestions[id]
    return who ? { colour: coloursOf(notes.value()).get(personOf(who)) ?? 0, name: who.by, title: `${who.by} · ${exactTime(who.at, i18n.language)}` } : null
  },
  hasThread: (id) => notes.thread(id) !== undefined,
})
