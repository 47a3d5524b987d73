import { useTranslation } from 'react-i18next'

import { When } from '../../ui/time'
import { personOf, type NotesStore } from '../notes-store'
import css from './notes.module.css'
import { coloursOf } from './people-colours'

/** Who and when, the name in its person's colour. */
export const Said = ({ who, notes }: { who: { by: string; person?: string | undefined; at: string } | undefined; notes: NotesStore }) => {
  const { t } = useTranslation('notes')
  const colour = who ? coloursOf(notes.value()).get(personOf(who)) : undefined
  return (
    <span className={css.by}>
      <span style={colour === undefined ? undefined : { color: `var(--stet-person-${String(colour)}-word)` }} className={css.name}>{who?.by || t('unknown')}</span>
      {who?.at && <When at={who.at} />}
    </span>
  )
}
