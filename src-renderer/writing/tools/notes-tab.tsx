import { ActionIcon, Button, Group, Switch, Textarea, Tooltip } from '@mantine/core'
import { IconCheck, IconMessagePlus, IconTrash, IconX } from '@tabler/icons-react'
import { useEditorState, type Editor } from '@tiptap/react'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

import type { Thread } from '../../../src-shared/story/notes'
import { useApp } from '../../ui/app-state'
import { When } from '../../ui/time'
import type { NotesStore } from '../notes-store'
import { commentPlaces, goToRange, unmarkComment, type CommentPlace } from './commenting'
import { isSuggesting, setSuggesting, settleAll, settleSuggestion, suggestionsOf, type SuggestionEntry } from './suggesting'
import css from './notes.module.css'

const newId = (): string => crypto.randomUUID()

const Said = ({ by, at }: { by: string; at: string }) => <span className={css.by}>{by}{at && <When at={at} />}</span>

const Suggestion = ({ entry, editor, notes }: { entry: SuggestionEntry; editor: Editor; notes: NotesStore }) => {
  const { t } = useTranslation('notes')
  const who = notes.value().suggestions[entry.id]
  return (
    <li className={css.note}>
      <button type="button" className={css.place} onClick={() => goToRange(editor, entry.pos, entry.pos)}>
        <Said by={who?.by ?? t('unknown')} at={who?.at ?? ''} />
        <span className={css.change}>
          {entry.removed && <del><span className="unseen">{t('suggestion.removes')}</span>{entry.removed}</del>}
          {entry.added && <ins><span className="unseen">{t('suggestion.adds')}</span>{entry.added}</ins>}
          {entry.other && !entry.added && !entry.removed && t('suggestion.format')}
        </span>
      </button>
      <Group gap={4}>
        <Tooltip label={t('suggestion.accept')}><ActionIcon variant="default" size="sm" aria-label={t('suggestion.accept')} onClick={() => settleSuggestion(editor, entry.id, true)}><IconCheck size={14} aria-hidden /></ActionIcon></Tooltip>
        <Tooltip label={t('suggestion.reject')}><ActionIcon variant="default" size="sm" aria-label={t('suggestion.reject')} onClick={() => settleSuggestion(editor, entry.id, false)}><IconX size={14} aria-hidden /></ActionIcon></Tooltip>
      </Group>
    </li>
  )
}

const Comment = ({ thread, place, editor, notes }: { thread: Thread; place: CommentPlace | undefined; editor: Editor; notes: NotesStore }) => {
  const { t } = useTranslation('notes')
  const { person } = useApp()
  const [answer, setAnswer] = useState('')
  const send = (): void => {
    if (answer.trim() === '') return
    notes.answer(thread.id, { id: newId(), by: person.name, at: new Date().toISOString(), text: answer.trim() })
    setAnswer('')
  }
  const remove = (): void => {
    unmarkComment(editor, thread.id)
    notes.removeThread(thread.id)
  }
  return (
    <li className={css.note} data-resolved={thread.resolvedAt !== null || undefined}>
      <button type="button" className={css.place} disabled={!place} onClick={() => place && goToRange(editor, place.from, place.to)}>
        <q>{thread.quote}</q>
        {!place && <small>{t('comment.gone')}</small>}
      </button>
      {thread.remarks.map((remark) => (
        <div key={remark.id} className={css.remark}>
          <Said by={remark.by} at={remark.at} />
          <p>{remark.text}</p>
        </div>
      ))}
      {thread.resolvedAt === null && (
        <Textarea size="xs" autosize minRows={1} maxRows={6} aria-label={t('comment.answer')} placeholder={t('comment.answer')} value={answer} onChange={(event) => setAnswer(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
            event.stopPropagation()
            event.preventDefault()
            send()
          }} />
      )}
      <Group gap={6}>
        {thread.resolvedAt === null && answer.trim() !== '' && <Button size="compact-xs" onClick={send}>{t('comment.send')}</Button>}
        <Button size="compact-xs" variant="default" onClick={() => notes.resolve(thread.id, thread.resolvedAt === null ? new Date().toISOString() : null)}>
          {t(thread.resolvedAt === null ? 'comment.resolve' : 'comment.reopen')}
        </Button>
        <Tooltip label={t('comment.remove')}><ActionIcon variant="subtle" color="ink" size="sm" aria-label={t('comment.remove')} onClick={remove}><IconTrash size={14} aria-hidden /></ActionIcon></Tooltip>
      </Group>
    </li>
  )
}

/** Comments 批注 and suggested changes 修订 of the draft, in reading order; accept, reject, answer, resolve. */
export const NotesTab = ({ editor, notes, onComment }: { editor: Editor; notes: NotesStore; onComment: () => void }) => {
  const { t } = useTranslation('notes')
  const { threads } = useSyncExternalStore(notes.subscribe, notes.value)
  const { suggestions, suggesting, places, selected } = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      suggestions: suggestionsOf(now.state.doc), suggesting: isSuggesting(now.state), places: [...commentPlaces(now.state.doc)], selected: !now.state.selection.empty,
    }),
  })
  const placeOf = new Map(places)
  const ordered = threads.toSorted((a, b) => Number(a.resolvedAt !== null) - Number(b.resolvedAt !== null) || (placeOf.get(a.id)?.from ?? Infinity) - (placeOf.get(b.id)?.from ?? Infinity))
  return (
    <div className={css.notes}>
      <Switch size="sm" checked={suggesting} onChange={(event) => setSuggesting(editor, event.currentTarget.checked)} label={t('suggesting')} description={t('suggestingAbout')} />
      {suggestions.length > 0 && (
        <section aria-label={t('suggestion.title')}>
          <h3>{t('suggestion.title')} <span>{suggestions.length}</span></h3>
          <Group gap={6} mb={6}>
            <Button size="compact-xs" variant="default" onClick={() => settleAll(editor, true)}>{t('suggestion.acceptAll')}</Button>
            <Button size="compact-xs" variant="default" onClick={() => settleAll(editor, false)}>{t('suggestion.rejectAll')}</Button>
          </Group>
          <ul>{suggestions.slice(0, 300).map((entry) => <Suggestion key={entry.id} entry={entry} editor={editor} notes={notes} />)}</ul>
        </section>
      )}
      <section aria-label={t('comment.title')}>
        <h3>{t('comment.title')} {threads.length > 0 && <span>{threads.length}</span>}</h3>
        <Button size="compact-xs" variant="default" leftSection={<IconMessagePlus size={14} aria-hidden />} disabled={!selected} onMouseDown={(event) => event.preventDefault()} onClick={onComment}>{t('comment.add')}</Button>
        {threads.length === 0 && <p className={css.quiet}>{t('comment.none')}</p>}
        <ul>{ordered.map((thread) => <Comment key={thread.id} thread={thread} place={placeOf.get(thread.id)} editor={editor} notes={notes} />)}</ul>
      </section>
    </div>
  )
}
