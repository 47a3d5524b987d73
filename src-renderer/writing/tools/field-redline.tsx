import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

import { compareText } from '../../../src-shared/story/compare/words'
import { makeBudget } from '../../../src-shared/story/compare/steps'
import type { NotedField } from '../../../src-shared/story/notes'
import { Runs } from '../history/runs'
import css from './notes.module.css'
import { useFieldSuggestions, useNotesRoomIfAny } from './notes-room'
import { Said } from './said'
import { SettleButtons } from './suggestion-item'

/** What people suggest for a field, under it: the words that would go and come, whose they are, and what settles them. */
export const FieldRedline = ({ field }: { field: NotedField }) => {
  const { t } = useTranslation('notes')
  const room = useNotesRoomIfAny()
  const open = useFieldSuggestions(room).filter((each) => each.field === field)
  const current = useSyncExternalStore(room?.fields.subscribe ?? (() => () => undefined), () => room?.fields.valueOf(field) ?? '')
  if (!room || open.length === 0) return null
  return (
    <ul className={css.redlines} aria-label={t('suggestion.ofField', { field: t(`writing:field.${field}`) })}>
      {open.map((each) => (
        <li key={each.id} className={css.redline} data-field-suggestion={each.id}>
          <span className={css.redlineWords}><Runs runs={compareText(current, each.value, makeBudget())} /></span>
          <Said who={each} notes={room.notes} />
          {each.was !== current && <small role="note">{t('suggestion.stale')}</small>}
          <SettleButtons room={room} item={{ id: each.id, who: each, field: each }} />
        </li>
      ))}
    </ul>
  )
}
