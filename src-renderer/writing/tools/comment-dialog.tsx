import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import type { Editor } from '@tiptap/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useApp } from '../../ui/app-state'
import type { NotesStore } from '../notes-store'
import { markComment } from './commenting'

const Writing = ({ editor, notes, onClose }: { editor: Editor; notes: NotesStore; onClose: () => void }) => {
  const { t } = useTranslation('notes')
  const { person } = useApp()
  const [text, setText] = useState('')
  const send = (): void => {
    const id = crypto.randomUUID()
    const quote = text.trim() === '' ? null : markComment(editor, id)
    if (quote === null) return
    notes.addThread(id, quote, { id: crypto.randomUUID(), by: person.name, at: new Date().toISOString(), text: text.trim() })
    onClose()
  }
  return (
    <Stack gap="sm">
      <Textarea data-autofocus autosize minRows={3} maxRows={10} maxLength={5000} aria-label={t('comment.text')} placeholder={t('comment.text')} value={text} onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) send()
        }} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>{t('cancel')}</Button>
        <Button disabled={text.trim() === ''} onClick={send}>{t('comment.send')}</Button>
      </Group>
    </Stack>
  )
}

/** Asks what is to be said about the selected words. */
export const CommentDialog = ({ opened, ...rest }: { opened: boolean; editor: Editor; notes: NotesStore; onClose: () => void }) => {
  const { t } = useTranslation('notes')
  return (
    <Modal opened={opened} onClose={rest.onClose} title={t('comment.add')} size={440} closeButtonProps={{ 'aria-label': t('close') }}>
      <Writing {...rest} />
    </Modal>
  )
}
