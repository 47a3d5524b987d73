import { notifications } from '@mantine/notifications'
import type { Editor } from '@tiptap/react'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../../src-shared/bridge/contract'
import { bench } from '../../bench'
import { useApp } from '../../ui/app-state'
import { DeskRoom, type RoomProps } from './desk-room'
import { DeskSaveWord } from './desk-save-word'
import { openSavingSession, type SavingSession } from './desk-session'
import { useArrivals } from './use-arrivals'

const Arrivals = ({ id, session, editor }: { id: string; session: SavingSession; editor: Editor }) => {
  const { t } = useTranslation(['review', 'writing'])
  useArrivals(id, session, editor, () => {
    notifications.show({ id: `arrived-${id}`, message: t('review:edit.merged'), closeButtonProps: { 'aria-label': t('writing:close') } })
  })
  return null
}

/** Opens the piece together with others once the desk is back and has everything written here. */
const useTogether = (id: string, session: SavingSession, together: (() => void) | null): void => {
  const { connection } = useApp()
  const look = useEffectEvent(async (): Promise<void> => {
    if (!together || connection.state !== 'online') return
    const { dirty, saving } = session.saver.state()
    if (dirty || saving) return
    const answer = await bench.ask('desk.working', { id })
    const after = session.saver.state()
    if (answer.ok && answer.value.asOf === null && !answer.value.unsent && !after.dirty && !after.saving) together()
  })
  useEffect(() => {
    void look()
    return bench.listen(({ type }) => {
      if (type === 'deskChanged') void look()
    })
  }, [connection.state])
}

type Props = RoomProps & { working: Output<'desk.working'>; /** Opens it together with others, where that may be possible again. */ together: (() => void) | null }

/** A working copy edited by one person at a time: copies are saved whole and merged. */
export const SavingRoom = ({ working, together, ...props }: Props) => {
  const { id } = props
  const [session] = useState(() => openSavingSession(id, working))
  const { dirty, saving } = useSyncExternalStore(session.saver.subscribe, session.saver.state)
  useTogether(id, session, together)
  return <DeskRoom {...props} session={session} may="edit" busy={dirty || saving} word={<DeskSaveWord session={session} />} beside={(editor) => <Arrivals id={id} session={session} editor={editor} />} />
}
