import { Button, Group, Menu, Switch } from '@mantine/core'
import { useEditorState } from '@tiptap/react'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

import css from './notes.module.css'
import { useFieldSuggestions, useIsSuggesting, type NotesRoom } from './notes-room'
import { SuggestionItem } from './suggestion-item'
import { byPerson, listed, settleListed, type Listed } from './settling'
import { setSuggesting, suggestionsAt, suggestionsOf } from './suggesting'

const SHOWN = 300

const PersonMenu = ({ room, list }: { room: NotesRoom; list: readonly Listed[] }) => {
  const { t } = useTranslation('notes')
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target><Button size="compact-xs" variant="default">{t('suggestion.byPerson')}</Button></Menu.Target>
      <Menu.Dropdown>
        {byPerson(list).flatMap(({ key, name, list: own }) => {
          const words = { name: name || t('unknown'), count: own.length }
          return [
            <Menu.Item key={`${key} accept`} onClick={() => settleListed(room, own, true)}>{t('suggestion.acceptOf', words)}</Menu.Item>,
            <Menu.Item key={`${key} reject`} onClick={() => settleListed(room, own, false)}>{t('suggestion.rejectOf', words)}</Menu.Item>,
          ]
        })}
      </Menu.Dropdown>
    </Menu>
  )
}

const Items = ({ room, list, here, label }: { room: NotesRoom; list: readonly Listed[]; here: readonly string[]; label?: string }) => (
  <ul aria-label={label}>{list.slice(0, SHOWN).map((item) => <SuggestionItem key={item.id} room={room} item={item} here={here.includes(item.id)} />)}</ul>
)

/** Tracked changes 修订: the switch, all of them in reading order or by person, and what settles them one by one, by person, or all. */
export const SuggestionList = ({ room }: { room: NotesRoom }) => {
  const { t } = useTranslation('notes')
  const { editor, notes, may } = room
  const [grouped, setGrouped] = useState(false)
  const suggesting = useIsSuggesting(room)
  const fields = useFieldSuggestions(room)
  const { suggestions } = useSyncExternalStore(notes.subscribe, notes.value)
  const { entries, here } = useEditorState({ editor, selector: ({ editor: now }) => ({ entries: suggestionsOf(now.state.doc), here: suggestionsAt(now.state) }) })
  const list = listed(entries, fields, suggestions)
  const settles = may.settle && !may.suggestOnly
  return (
    <>
      {!may.reads && <Switch size="sm" checked={suggesting} disabled={may.suggestOnly} onChange={(event) => setSuggesting(editor, event.currentTarget.checked)} label={t('suggesting')} description={t(may.suggestOnly ? 'suggestingOnly' : 'suggestingAbout')} />}
      {list.length > 0 && (
        <section aria-label={t('suggestion.title')}>
          <h3>{t('suggestion.title')} <span>{list.length}</span></h3>
          <Group gap={6} mb={6}>
            {settles && (
              <>
                <Button size="compact-xs" variant="default" onClick={() => settleListed(room, list, true)}>{t('suggestion.acceptAll')}</Button>
                <Button size="compact-xs" variant="default" onClick={() => settleListed(room, list, false)}>{t('suggestion.rejectAll')}</Button>
                <PersonMenu room={room} list={list} />
              </>
            )}
            <Button size="compact-xs" variant={grouped ? 'light' : 'default'} aria-pressed={grouped} onClick={() => setGrouped(!grouped)}>{t('suggestion.group')}</Button>
          </Group>
          {grouped
            ? byPerson(list).map(({ key, name, list: own }) => (
              <div key={key} className={css.person}>
                <h4>{name || t('unknown')} <span>{own.length}</span></h4>
                <Items room={room} list={own} here={here} label={name || t('unknown')} />
              </div>
            ))
            : <Items room={room} list={list} here={here} />}
        </section>
      )}
    </>
  )
}
