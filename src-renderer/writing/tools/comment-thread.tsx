import { ActionIcon, Button, Group, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Remark, Thread } from '../../../src-shared/story/notes'
import { When } from '../../ui/time'
import { isBy, whoIs, type Someone } from '../notes-store'
import { goToRange, unmarkComment, type CommentPlace } from './commenting'
import { MentionArea } from './mention-area'
import { mentionParts, mentionsIn } from './mentions'
import css from './notes.module.css'
import type { NotesRoom } from './notes-room'
import { Said } from './said'

const now = (): string => new Date().toISOString()

/** A remark by somebody, with those it calls on. */
export const remarkOf = (text: string, me: Someone, people: readonly Someone[]): Remark => {
  const mentions = mentionsIn(text, people)
  return { id: crypto.randomUUID(), ...whoIs(me, now()), text: text.trim(), ...(mentions.length > 0 && { mentions }) }
}

const Spoken = ({ remark, people }: { remark: Remark; people: readonly Someone[] }) => {
  const called = people.filter(({ id }) => remark.mentions?.includes(id))
  return <p>{mentionParts(remark.text, called).map(({ text, person }, index) => (person ? <strong key={index}>{text}</strong> : text))}</p>
}

/** One comment with its answers: where it is, what was said, and what can be done with it. */
export const CommentThread = ({ room, thread, place }: { room: NotesRoom; thread: Thread; place: CommentPlace | undefined }) => {
  const { t } = useTranslation('notes')
  const { editor, notes, people, me, may, fields } = room
  const [answer, setAnswer] = useState('')
  const { field, resolvedAt } = thread
  const send = (): void => {
    if (answer.trim() === '') return
    notes.answer(thread.id, remarkOf(answer, me, people))
    setAnswer('')
  }
  const remove = (): void => {
    unmarkComment(editor, thread.id)
    notes.removeThread(thread.id)
  }
  const go = (): void => {
    if (field) fields.go(field)
    else if (place) goToRange(editor, place.from, place.to)
  }
  const gone = !field && !place
  return (
    <li className={css.note} data-resolved={resolvedAt !== null || undefined}>
      <button type="button" className={css.place} disabled={gone} onClick={go}>
        {field && <em>{t(`writing:field.${field}`)}</em>}
        {thread.quote && <q>{thread.quote}</q>}
        {gone && <small>{t('comment.gone')}</small>}
      </button>
      {thread.remarks.map((remark) => (
        <div key={remark.id} className={css.remark}>
          <Said who={remark} notes={notes} />
          <Spoken remark={remark} people={people} />
        </div>
      ))}
      {resolvedAt !== null && <p className={css.state}>{t('comment.resolvedBy', { name: thread.resolvedBy ?? t('unknown') })} <When at={resolvedAt} /></p>}
      {resolvedAt === null && thread.reopenedAt && <p className={css.state}>{t('comment.reopenedBy', { name: thread.reopenedBy ?? t('unknown') })} <When at={thread.reopenedAt} /></p>}
      {resolvedAt === null && <MentionArea value={answer} onChange={setAnswer} onSend={send} people={people} label={t('comment.answer')} rows={1} />}
      <Group gap={6}>
        {resolvedAt === null && answer.trim() !== '' && <Button size="compact-xs" onClick={send}>{t('comment.send')}</Button>}
        <Button size="compact-xs" variant="default" onClick={() => (resolvedAt === null ? notes.resolve : notes.reopen)(thread.id, whoIs(me, now()))}>
          {t(resolvedAt === null ? 'comment.resolve' : 'comment.reopen')}
        </Button>
        {(may.settle || isBy(thread.remarks[0], me)) && (
          <Tooltip label={t('comment.remove')}><ActionIcon variant="subtle" color="ink" size="sm" aria-label={t('comment.remove')} onClick={remove}><IconTrash size={14} aria-hidden /></ActionIcon></Tooltip>
        )}
      </Group>
    </li>
  )
}
