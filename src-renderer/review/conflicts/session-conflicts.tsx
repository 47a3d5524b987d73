import type { Editor } from '@tiptap/core'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

import { settle, type Choice } from '../../../src-shared/story/merge'
import type { StoryField } from '../../../src-shared/story/story'
import { sayFailure } from '../../ui/fault-note'
import { replaceBody } from '../../writing/replace-body'
import type { PhotoUrl } from '../../writing/reading/page'
import type { Place } from '../../writing/jump'
import type { Session } from '../../writing/session'
import { ConflictPanel } from './conflict-panel'
import css from './conflicts.module.css'

type Props = { session: Session; editor: Editor; photoUrl: PhotoUrl; onGo: (place: Place) => void }

/** What two people both changed in the open copy, over its page; nothing where all is chosen. A choice is in the text at once, and saved with it. */
export const SessionConflicts = ({ session, editor, photoUrl, onGo }: Props) => {
  const { t } = useTranslation('review')
  const conflicts = useSyncExternalStore(session.onConflicts, session.conflicts)
  if (conflicts.length === 0) return null
  const choose = (conflict: string, choice: Choice): void => {
    const settled = settle(session.story(), session.conflicts(), conflict, choice, () => crypto.randomUUID())
    if (!settled.ok) {
      sayFailure(t, settled)
      return
    }
    session.store.replace(settled.value.story)
    replaceBody(editor, settled.value.story.body)
    session.setConflicts(settled.value.conflicts)
  }
  return (
    <div className={css.over}>
      <ConflictPanel conflicts={conflicts} story={session.story()} photoUrl={photoUrl} onSettle={choose} onGo={(place) => onGo('field' in place ? { field: place.field as StoryField } : { block: place.blockId })} />
    </div>
  )
}
