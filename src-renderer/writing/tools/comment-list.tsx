import { Button, Group, Menu, SegmentedControl } from '@mantine/core'
import { IconMessagePlus } from '@tabler/icons-react'
import { useEditorState } from '@tiptap/react'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

import { notedFieldSchema, type NotedField, type Thread } from '../../../src-shared/story/notes'
import { isBy, type Someone } from '../notes-store'
import { CommentThread } from './comment-thread'
import { commentPlaces } from './commenting'
import css from './notes.module.css'
import type { NotesRoom } from './notes-room'

const FILTERS = ['open', 'resolved', 'mine'] as const
type Filter = (typeof FILTERS)[number]

/** Fields a comment can be begun about; the others have theirs where they are shown. */
const FIELDS = notedFieldSchema.options

const shows = (filter: Filter, thread: Thread, me: Someone): boolean => {
  if (filter === 'mine') return thread.remarks.some((remark) => isBy(remark, me) || (remark.mentions?.includes(me.id) ?? false))
  return (thread.resolvedAt === null) === (filter === 'open')
}

/** Comments 批注 in reading order, those about fields first: open ones, resolved ones, or those this person has a part in. */
export const CommentList = ({ room, onComment }: { room: NotesRoom; onComment: (field?: NotedField) => void }) => {
  const { t } = useTranslation('notes')
  const { editor, notes, me } = room
  const [filter, setFilter] = useState<Filter>('open')
  const { threads } = useSyncExternalStore(notes.subscribe, notes.value)
  const { places, selected } = useEditorState({ editor, selector: ({ editor: now }) => ({ places: [...commentPlaces(now.state.doc)], selected: !now.state.selection.empty }) })
  const placeOf = new Map(places)
  const rank = ({ id, field }: Thread): number => (field ? FIELDS.indexOf(field) - FIELDS.length : (placeOf.get(id)?.from ?? Infinity))
  const found = threads.filter((thread) => shows(filter, thread, me)).toSorted((a, b) => Number(a.resolvedAt !== null) - Number(b.resolvedAt !== null) || rank(a) - rank(b))
  return (
    <section aria-label={t('comment.title')}>
      <h3>{t('comment.title')} {threads.length > 0 && <span>{threads.length}</span>}</h3>
      <Group gap={6}>
        <Button size="compact-xs" variant="default" leftSection={<IconMessagePlus size={14} aria-hidden />} disabled={!selected} onMouseDown={(event) => event.preventDefault()} onClick={() => onComment()}>{t('comment.add')}</Button>
        <Menu position="bottom-start" withinPortal>
          <Menu.Target><Button size="compact-xs" variant="default">{t('comment.addField')}</Button></Menu.Target>
          <Menu.Dropdown>
            {FIELDS.map((field) => <Menu.Item key={field} onClick={() => onComment(field)}>{t(`writing:field.${field}`)}</Menu.Item>)}
          </Menu.Dropdown>
        </Menu>
      </Group>
      {threads.length > 0 && <SegmentedControl mt={8} size="xs" fullWidth aria-label={t('comment.filter')} value={filter} onChange={(next) => setFilter(FILTERS.find((each) => each === next) ?? 'open')} data={FILTERS.map((value) => ({ value, label: t(`comment.filters.${value}`) }))} />}
      {found.length === 0 && <p className={css.quiet}>{t(threads.length === 0 ? 'comment.none' : 'comment.noneSuch')}</p>}
      <ul>{found.map((thread) => <CommentThread key={thread.id} room={room} thread={thread} place={placeOf.get(thread.id)} />)}</ul>
    </section>
  )
}
