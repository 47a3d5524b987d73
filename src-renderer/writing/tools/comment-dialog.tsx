import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { NotedField } from '../../../src-shared/story/notes'
import { remarkOf } from './comment-thread'
import { markComment } from './commenting'
import { MentionArea } from './mention-area'
import { useNotesRoom } from './notes-room'

/** What is being commented on: the selected words, or a field. */
export type Commented = { field: NotedField | null }

const Writing = ({ about, onClose }: { about: Commented; onClose: () => void }) => {
  const { t } = useTranslation('notes')
  const { editor, notes, fields, people, me } = useNotesRoom()
  const [text, setText] = useState('')
  const send = (): void => {
    if (text.trim() === '') return
    const id = crypto.randomUUID()
    const quote = about.field ? fields.valueOf(about.field) : markComment(editor, id)
    if (quote === null) return
    notes.addThread(id, quote, remarkOf(text, me, people), about.field ?? undefined)
    onClose()
  }
  return (
    <Stack gap="sm">
      <MentionArea value={text} onChange={setText} onSend={send} people={people} label={about.field ? t('comment.fieldText', { field: t(`writing:field.${about.field}`) }) : t('comment.text')} rows={3} focus />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>{t('cancel')}</Button>
        <Button disabled={text.trim() === ''} onClick={send}>{t('comment.send')}</Button>
      </Group>
    </Stack>
  )
}

/** Asks what is to be said; null while nothing is. */
export const CommentDialog = ({ about, onClose }: { about: Commented | null; onClose: () => void }) => {
  const { t } = useTranslation('notes')
  // What it was about stays while it closes.
  const [last, setLast] = useState(about)
  if (about && about !== last) setLast(about)
  return (
    <Modal opened={about !== null} onClose={onClose} title={t(last?.field ? 'comment.addField' : 'comment.add')} size={440} closeButtonProps={{ 'aria-label': t('close') }}>
      {last && <Writing about={last} onClose={onClose} />}
    </Modal>
  )
}
