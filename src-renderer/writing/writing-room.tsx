import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Group } from '../../src-shared/bridge/contract'
import { useStanding } from '../library/use-standing'
import { useAsk } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { Patient } from '../ui/patient'
import { EditingRoom } from './editing-room'
import { isWritable, mayCorrect, useDraft } from './opened-draft'
import { ReadingRoom } from './reading-room'
import css from './writing.module.css'

/** Opens the story again when the library moves it to another group (submitted, returned, binned), here or at the desk. */
const useMoves = (id: string, group: Group | undefined, reload: () => void): void => {
  const list = useAsk('library.list', null)
  const now = list.data?.find((row) => row.id === id)?.group
  useEffect(() => {
    if (now !== undefined && group !== undefined && now !== group) reload()
  }, [now, group, reload])
}

/** The writing room: the story editor, or the story to read and where it is, when it is not the writer's to change. */
export const WritingRoom = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation('writing')
  const { opened, reload } = useDraft(id)
  const reading = useStanding()?.standing === 'reading'
  const group = opened?.ok ? opened.value.draft.group : undefined
  // Correcting begins by choice, and is over as soon as the correction was sent.
  const [correcting, setCorrecting] = useState(false)
  useMoves(id, group, reload)
  if (!opened) return <Patient />
  if (!opened.ok)
    return (
      <div className={css.refused}>
        <FaultNote fault={opened} retry={reload} />
        <button type="button" className={css.plain} onClick={onClose}>{t('back')}</button>
      </div>
    )
  const { draft, unsaved, opening, undo } = opened.value
  // A library opened to be read takes no edits; words no disk has yet keep their editor all the same.
  return (isWritable(draft) || (mayCorrect(draft) && (correcting || unsaved))) && (!reading || unsaved)
    ? <EditingRoom key={opening} draft={draft} unsaved={unsaved} undo={undo} onClose={onClose} onReload={reload} />
    : <ReadingRoom draft={draft} onClose={onClose} onReload={reload} onCorrect={() => setCorrecting(true)} />
}
