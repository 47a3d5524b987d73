import type { Node as ProseNode } from '@tiptap/pm/model'
import { useTranslation } from 'react-i18next'

import { compareText } from '../../../src-shared/story/compare/words'
import { makeBudget } from '../../../src-shared/story/compare/steps'
import { Runs } from '../history/runs'
import css from './notes.module.css'
import { useNotesRoomIfAny } from './notes-room'
import { Said } from './said'
import { SettleButtons } from './suggestion-item'
import { idOf, isSuggestion, modType } from './suggestions/marks'
import { suggestionsOf } from './suggesting'

const words = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What is suggested for the small lines of a block (a photo's credit and alt text), in the block itself. */
export const AttributeRedline = ({ node }: { node: ProseNode }) => {
  const { t } = useTranslation('notes')
  const room = useNotesRoomIfAny()
  const changes = node.marks.filter((mark) => isSuggestion(mark) && modType(mark) === 'attr')
  if (!room || changes.length === 0) return null
  const { suggestions } = room.notes.value()
  return (
    <ul contentEditable={false} className={css.redlines} aria-label={t('suggestion.title')}>
      {changes.map((mark) => {
        const id = idOf(mark)
        const name = words(mark.attrs['attrName'])
        const entry = suggestionsOf(room.editor.state.doc).find((each) => each.id === id)
        return (
          <li key={`${id} ${name}`} className={css.redline}>
            <span className={css.redlineWords}><em>{t(`attribute.${name}`, name)}</em> <Runs runs={compareText(words(mark.attrs['previousValue']), words(mark.attrs['newValue']), makeBudget())} /></span>
            <Said who={suggestions[id]} notes={room.notes} />
            {entry && <SettleButtons room={room} item={{ id, who: suggestions[id], entry }} />}
          </li>
        )
      })}
    </ul>
  )
}
