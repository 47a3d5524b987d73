import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { PRINT_WORDS } from '../../../src-shared/publication/words'
import { readByline } from '../../../src-shared/story/byline'
import { contributorRoleSchema, LIMITS, type Contributor } from '../../../src-shared/story/story'
import { fieldId } from '../title-field'
import { peopleOf } from '../story-store'
import { useField } from '../writing-context'
import css from './details.module.css'
import { movedTo, NOBODY, roleOf } from './people-list'

type Act = 'name' | 'up' | 'down'
type RowProps = {
  person: Contributor
  at: number
  count: number
  onChange: (next: Contributor) => void
  onMove: (to: number, act: Act) => void
  onRemove: () => void
  onAdd: () => void
}

const Row = ({ person, at, count, onChange, onMove, onRemove, onAdd }: RowProps) => {
  const { t } = useTranslation('details')
  const number = at + 1
  const name = person.name.trim() || t('people.nobody')
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>): void => {
    // A composition's own Enter and arrows belong to the input method.
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return
    const step = event.altKey && event.key === 'ArrowUp' ? -1 : event.altKey && event.key === 'ArrowDown' ? 1 : 0
    const adds = !event.altKey && event.key === 'Enter' && event.target instanceof HTMLInputElement
    if (step === 0 && !adds) return
    event.preventDefault()
    if (adds) onAdd()
    else onMove(at + step, 'name')
  }
  return (
    <li className={css.person} data-person={at} onKeyDown={onKeyDown}>
      <TextInput size="xs" data-act="name" aria-label={t('people.name', { number })} placeholder={t('people.nameHint')} maxLength={60} value={person.name} onChange={(event) => onChange({ ...person, name: event.currentTarget.value })} />
      <NativeSelect size="xs" aria-label={t('people.role', { number })} value={person.role} data={contributorRoleSchema.options.map((role) => ({ value: role, label: t(`people.of.${role}`) }))} onChange={(event) => onChange({ ...person, role: roleOf(event.currentTarget.value) })} />
      <TextInput size="xs" aria-label={t('people.from', { number })} placeholder={t('people.ours')} maxLength={60} value={person.from} onChange={(event) => onChange({ ...person, from: event.currentTarget.value })} />
      <div className={css.acts}>
        <ActionIcon size="sm" variant="subtle" data-act="up" aria-label={t('people.up', { name })} disabled={at === 0} onClick={() => onMove(at - 1, 'up')}><IconArrowUp size={15} aria-hidden /></ActionIcon>
        <ActionIcon size="sm" variant="subtle" data-act="down" aria-label={t('people.down', { name })} disabled={at === count - 1} onClick={() => onMove(at + 1, 'down')}><IconArrowDown size={15} aria-hidden /></ActionIcon>
        <ActionIcon size="sm" variant="subtle" aria-label={t('people.remove', { name })} onClick={onRemove}><IconX size={15} aria-hidden /></ActionIcon>
      </div>
    </li>
  )
}

/** The people of the byline: who, as what, from where, in order, by keyboard too; the printed line stands under them and follows them. */
export const People = () => {
  const { t } = useTranslation('details')
  const [contributors, setContributors] = useField('contributors')
  const [byline] = useField('byline')
  const [language] = useField('language')
  const [removed, setRemoved] = useState<{ person: Contributor; at: number } | null>(null)
  const [told, setTold] = useState('')
  const wanted = useRef<{ at: number; act: Act } | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const people = peopleOf({ contributors, byline })
  // Where a person is moved, added or removed, the keyboard goes along.
  useLayoutEffect(() => {
    const place = wanted.current
    wanted.current = null
    if (!place) return
    const row = list.current?.querySelector(`[data-person="${String(Math.min(place.at, people.length - 1))}"]`)
    const act = row?.querySelector<HTMLElement>(`[data-act="${place.act}"]:not(:disabled)`) ?? row?.querySelector<HTMLElement>('[data-act="name"]') ?? list.current?.querySelector<HTMLElement>('[data-add]')
    act?.focus()
  })
  const change = (next: Contributor[], focus: { at: number; act: Act } | null): void => {
    wanted.current = focus
    setContributors(next)
  }
  const add = (at: number, person = NOBODY): void => {
    if (people.length < LIMITS.contributors) change([...people.slice(0, at), person, ...people.slice(at)], { at, act: 'name' })
  }
  const move = (from: number, to: number, act: Act): void => {
    if (to < 0 || to >= people.length) return
    setTold(t('people.moved', { name: people[from]?.name.trim() || t('people.nobody'), number: to + 1 }))
    change(movedTo(people, from, to), { at: to, act })
  }
  const remove = (at: number): void => {
    const person = people[at]
    setRemoved(person && person.name.trim() !== '' ? { person, at } : null)
    change(people.filter((_, index) => index !== at), { at, act: 'name' })
  }
  const { whole } = readByline(byline)
  return (
    <div ref={list} role="group" aria-labelledby={`${fieldId('contributors')}-title`} id={fieldId('contributors')} tabIndex={-1}>
      <p className={css.title} id={`${fieldId('contributors')}-title`}>{t('people.title')}</p>
      {people.length > 0 && (
        <ol className={css.people}>
          {people.map((person, at) => (
            <Row key={at} person={person} at={at} count={people.length}
              onChange={(next) => change(people.map((each, index) => (index === at ? next : each)), null)}
              onMove={(to, act) => move(at, to, act)} onRemove={() => remove(at)} onAdd={() => add(at + 1)} />
          ))}
        </ol>
      )}
      <div className={css.under}>
        <Button size="compact-xs" variant="default" data-add leftSection={<IconPlus size={13} aria-hidden />} title={t('people.keys')} disabled={people.length >= LIMITS.contributors} onClick={() => add(people.length)}>{t('people.add')}</Button>
        {removed && (
          <Button size="compact-xs" variant="subtle" onClick={() => {
            add(Math.min(removed.at, people.length), removed.person)
            setRemoved(null)
          }}>{t('people.undo', { name: removed.person.name.trim() })}</Button>
        )}
      </div>
      {byline.trim() !== '' && <p className={css.printed} lang={language}>{t('people.printed', { line: PRINT_WORDS[language].byline(byline) })}</p>}
      {!whole && <p className={css.notice} role="note">{t('people.unread')}</p>}
      <p className="unseen" aria-live="polite">{told}</p>
    </div>
  )
}
