import { Textarea } from '@mantine/core'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Someone } from '../notes-store'
import { mentionAt, peopleLike } from './mentions'
import css from './notes.module.css'

type Props = { value: string; onChange: (text: string) => void; onSend: () => void; people: readonly Someone[]; label: string; rows: number; focus?: boolean }

/** A field for what one says. "@" offers people: arrows choose, Enter or Tab takes, Escape closes; Ctrl+Enter sends. Never while composing. */
export const MentionArea = ({ value, onChange, onSend, people, label, rows, focus = false }: Props) => {
  const { t } = useTranslation('notes')
  const list = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const [asking, setAsking] = useState<{ from: number; asked: string } | null>(null)
  const [chosen, setChosen] = useState(0)
  const offered = asking ? peopleLike(people, asking.asked) : []
  const open = offered.length > 0
  const at = Math.min(chosen, offered.length - 1)
  const look = (text: string, caret: number): void => {
    setAsking(mentionAt(text, caret))
    setChosen(0)
  }
  const take = (person: Someone | undefined): void => {
    if (!asking || !person) return
    const before = `${value.slice(0, asking.from)}@${person.name} `
    onChange(before + value.slice(asking.from + 1 + asking.asked.length))
    setAsking(null)
    requestAnimationFrame(() => area.current?.setSelectionRange(before.length, before.length))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return
    const used = (): void => {
      event.preventDefault()
      event.stopPropagation()
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      used()
      onSend()
    } else if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      used()
      setChosen((at + (event.key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length)
    } else if (open && (event.key === 'Enter' || event.key === 'Tab')) {
      used()
      take(offered[at])
    } else if (open && event.key === 'Escape') {
      used()
      setAsking(null)
    }
  }
  return (
    <div className={css.mention}>
      <Textarea ref={area} size="xs" autosize minRows={rows} maxRows={10} maxLength={5000} aria-label={label} placeholder={label} value={value} {...(focus && { 'data-autofocus': true })}
        aria-autocomplete="list" aria-haspopup="listbox" aria-controls={open ? list : undefined} aria-activedescendant={open ? `${list}-${String(at)}` : undefined}
        onChange={(event) => {
          onChange(event.currentTarget.value)
          look(event.currentTarget.value, event.currentTarget.selectionStart)
        }}
        onBlur={() => setAsking(null)} onKeyDown={onKeyDown} />
      {open && (
        <ul id={list} role="listbox" aria-label={t('comment.people')} className={css.offered}>
          {offered.map((person, index) => (
            <li key={person.id || person.name} id={`${list}-${String(index)}`} role="option" aria-selected={index === at} onMouseDown={(event) => {
              // The field keeps the focus.
              event.preventDefault()
              take(person)
            }}>{person.name}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
